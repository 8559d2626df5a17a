//! The reader of decision tables. What was read can be written for every target and read again; what is written of that
//! is the same.

use wandel_process::{Model, Target, bpmn::ReadError, decision::Decisions, dmn as files};

/// # Panics
/// If a promise is broken.
pub fn dmn(bytes: &[u8]) -> String {
    let mut count = 0_u64;
    let mut fresh = || {
        count += 1;
        format!("e_{count:011}")
    };
    let mut read = |bytes: &[u8]| -> Result<Model, ReadError> { Ok(files::read(bytes, &mut fresh)?.0) };
    let model = match read(bytes) {
        Ok(model) => model,
        Err(error) => return error.code.to_owned(),
    };
    let decisions = Decisions::new(&model);
    for decision in decisions.all() {
        for target in Target::ALL {
            let once = files::write(decision, &decision.key, *target);
            let again = match read(once.as_bytes()) {
                Ok(again) => again,
                Err(error) => panic!("what was written for {} cannot be read: {error}", target.name()),
            };
            let second = Decisions::new(&again);
            let Some(same) = second.all().next() else {
                panic!("the table is gone in the file for {}", target.name())
            };
            assert!(
                files::write(same, &same.key, *target) == once,
                "the export of the export differs for {}",
                target.name()
            );
        }
    }
    match decisions.all().count() {
        0 => "nothing",
        1 => "table",
        _ => "tables",
    }
    .to_owned()
}

/// Files of all versions that are read, with everything that a table of ours can say, and some that say more.
pub fn seeds() -> Vec<Vec<u8>> {
    let table = r##"<decision id="hoehe" name="Höhe der Leistung"><informationRequirement id="r"><requiredInput href="#a"/></informationRequirement>
<decisionTable id="t" hitPolicy="FIRST"><input id="i" label="Alter"><inputExpression id="e" typeRef="integer"><text>alter</text></inputExpression></input>
<input id="j"><inputExpression typeRef="boolean"><text>kind</text></inputExpression></input>
<output id="o" label="Betrag" name="betrag" typeRef="double"/><output id="p" name="grund" typeRef="string"/>
<rule id="r1"><description>jung</description><inputEntry id="a"><text>&lt; 18</text></inputEntry><inputEntry><text>-</text></inputEntry><outputEntry><text>100.5</text></outputEntry><outputEntry><text><![CDATA["Kind & <Jugend>"]]></text></outputEntry></rule>
<rule id="r2"><inputEntry><text></text></inputEntry><inputEntry><text>true</text></inputEntry><outputEntry><text>0</text></outputEntry><outputEntry><text>"sonst"</text></outputEntry></rule>
</decisionTable></decision>"##;
    let file = |space: &str, inside: &str| {
        format!(r#"<?xml version="1.0" encoding="UTF-8"?><definitions xmlns="{space}" id="d" name="d" namespace="n">{inside}</definitions>"#)
            .into_bytes()
    };
    let newest = "https://www.omg.org/spec/DMN/20191111/MODEL/";
    vec![
        file(newest, table),
        file("http://www.omg.org/spec/DMN/20151101/dmn.xsd", &table.replace("FIRST", "COLLECT")),
        file(newest, &format!("{table}{}", table.replace("hoehe", "zweite").replace("FIRST", "RULE ORDER"))),
        file(newest, &table.replace("integer", "date").replace("boolean", "time")),
        file(
            newest,
            "<decision id=\"x\"><literalExpression><text>1</text></literalExpression></decision><inputData id=\"a\"/>",
        ),
        file(newest, "<decision id=\"x\"><decisionTable/></decision>"),
        b"<!DOCTYPE a [<!ENTITY b \"bb\">]><a>&b;</a>".to_vec(),
    ]
}
