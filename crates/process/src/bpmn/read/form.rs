//! Forms of steps, out of the extension elements that engines and we keep them in. A form that says more than ours can
//! stays in its file as a whole, so that nothing of it is lost by half.

use super::{Reader, Xml, names, values};
use crate::{
    form::{FieldType, js},
    kind::DefinitionKind,
    model::{Element, ElementKind, Owner, Span},
    property::{Value, names as p},
};

/// Forms of a file that are elements already: our ids by theirs.
pub type Known = std::collections::HashMap<String, String>;

impl<'a> Reader<'a, '_> {
    /// The form of a user task or a start event.
    pub(super) fn form(&mut self, node: Xml<'a>, step: &mut Element) {
        let Some(extensions) = values::child(node, "extensionElements") else { return };
        let id = node.attribute((names::WANDEL, names::FORM)).filter(|id| !id.is_empty());
        let form = match id.and_then(|id| self.forms.get(id)) {
            Some(form) => Some(form.clone()),
            None => self.form_data(node, extensions, id).or_else(|| self.embedded(node, extensions)),
        };
        if let Some(form) = form {
            step.properties.insert(p::FORM_DEFINITION.into(), form.into());
        }
    }

    /// `formData` of Camunda 7 and of ours, `formProperty` of Flowable.
    fn form_data(&mut self, node: Xml<'a>, extensions: Xml<'a>, id: Option<&str>) -> Option<String> {
        let own = |child: &Xml<'a>, name: &str| {
            child.tag_name().name() == name
                && child.tag_name().namespace().is_some_and(|space| names::ENGINES.contains(&space))
        };
        let data = extensions.children().find(|child| own(child, "formData"));
        let (holder, name) = data.map_or((extensions, "formProperty"), |data| (data, "formField"));
        let fields: Vec<Xml<'a>> = holder.children().filter(|child| own(child, name)).collect();
        if data.is_none() && fields.is_empty() || !fields.iter().all(|field| is_simple(*field)) {
            return None;
        }
        let form =
            self.add_form(id, node.attribute((names::WANDEL, names::FORM_NAME)), Some(self.span(holder)));
        for said in fields {
            let label = said.attribute("label").or(said.attribute("name")).unwrap_or_default();
            let kind = type_of(said).unwrap_or(FieldType::Text);
            let field = self.add_part(DefinitionKind::Field, &form, label, Some(self.span(said)));
            let required = said.attribute("required") == Some("true")
                || said
                    .children()
                    .any(|child| child.tag_name().name() == "validation" && child.has_children());
            let initial = said.attribute("defaultValue").or(said.attribute("default"));
            let help = said.attribute((names::WANDEL, p::HELP));
            self.set_field(said.attribute("id").unwrap_or_default(), kind, required, initial, help);
            for choice in said.children().filter(|child| child.tag_name().name() == "value") {
                let value = choice.attribute("id").unwrap_or_default();
                self.add_choice(
                    &field,
                    value,
                    choice.attribute("name").unwrap_or(value),
                    Some(self.span(choice)),
                );
            }
        }
        Some(form)
    }

    /// A form of Camunda 8 that stands in the process.
    fn embedded(&mut self, node: Xml<'a>, extensions: Xml<'a>) -> Option<String> {
        let link =
            extensions.children().find(|child| child.has_tag_name((names::ZEEBE, "formDefinition")))?;
        let id = link.attribute("formKey")?.strip_prefix("camunda-forms:bpmn:")?;
        if let Some(form) = self.forms.get(id) {
            return Some(form.clone());
        }
        let process = node.ancestors().find(|above| above.has_tag_name((names::MODEL, "process")))?;
        let there = values::child(process, "extensionElements")?;
        let file = there.children().find(|child| {
            child.has_tag_name((names::ZEEBE, "userTaskForm")) && child.attribute("id") == Some(id)
        })?;
        let said = js::read(&values::text(file)).ok()?;
        let plane = self.model.planes.first().map(|plane| plane.id.clone()).unwrap_or_default();
        let mut elements = js::Said { id: id.to_owned(), ..said }.elements(&plane, self.fresh);
        let form = elements.first_mut()?;
        form.src = Some(self.span(file));
        let ours = form.id.clone();
        self.forms.insert(id.to_owned(), ours.clone());
        self.model.elements.extend(elements);
        Some(ours)
    }

    fn add_form(&mut self, id: Option<&str>, name: Option<&str>, src: Option<Span>) -> String {
        let ours = (self.fresh)();
        let plane = self.model.planes.first().map(|plane| plane.id.clone()).unwrap_or_default();
        let mut form =
            Element::new(&ours, ElementKind::Definition(DefinitionKind::Form), Owner::Plane(plane));
        form.xid = id.map(str::to_owned);
        form.name = values::line(name.unwrap_or_default());
        form.src = src;
        self.model.elements.push(form);
        if let Some(id) = id {
            self.forms.insert(id.to_owned(), ours.clone());
        }
        ours
    }

    fn add_part(&mut self, kind: DefinitionKind, of: &str, label: &str, src: Option<Span>) -> String {
        let ours = (self.fresh)();
        let mut part = Element::new(&ours, ElementKind::Definition(kind), Owner::Element(of.to_owned()));
        part.name = values::line(label);
        part.src = src;
        self.model.elements.push(part);
        ours
    }

    fn add_choice(&mut self, field: &str, value: &str, label: &str, src: Option<Span>) {
        self.add_part(DefinitionKind::Choice, field, label, src);
        if value != label.trim() {
            self.set_last(p::VALUE, value.into());
        }
    }

    fn set_field(
        &mut self,
        key: &str,
        kind: FieldType,
        required: bool,
        initial: Option<&str>,
        help: Option<&str>,
    ) {
        self.set_last(p::KEY, key.into());
        if kind != FieldType::Text {
            self.set_last(p::TYPE, kind.name().into());
        }
        if required {
            self.set_last(p::REQUIRED, true.into());
        }
        for (name, value) in [(p::INITIAL, initial), (p::HELP, help)] {
            if let Some(value) = value.filter(|value| !value.is_empty()) {
                self.set_last(name, value.into());
            }
        }
    }

    /// Of the part made last.
    fn set_last(&mut self, name: &str, value: Value) {
        if let Some(last) = self.model.elements.last_mut() {
            last.properties.insert(name.to_owned(), value);
        }
    }
}

/// True if what a form stands in is one of ours: the `formData` of a step, or one `formProperty` of several.
pub fn has_form(said: roxmltree::Node<'_, '_>) -> bool {
    let Some(step) = said.parent().and_then(|extensions| extensions.parent()) else { return false };
    let shows = match step.tag_name().name() {
        "userTask" => true,
        "startEvent" => !step.children().any(|child| child.tag_name().name().contains("ventDefinition")),
        _ => false,
    };
    let all = |holder: roxmltree::Node<'_, '_>, name: &str| {
        let mut fields = holder.children().filter(|child| child.tag_name().name() == name);
        fields.all(is_simple)
    };
    shows
        && match said.tag_name().name() {
            "formData" => all(said, "formField"),
            _ => said.parent().is_some_and(|holder| all(holder, "formProperty")),
        }
}

/// The type of a field, by what we add to it or the engine says.
fn type_of(field: roxmltree::Node<'_, '_>) -> Option<FieldType> {
    if let Some(ours) = field.attribute((names::WANDEL, "type")).and_then(FieldType::parse) {
        return Some(ours);
    }
    let said = field.attribute("type").unwrap_or("string");
    if field.tag_name().namespace() == Some(names::WANDEL) {
        return FieldType::parse(said);
    }
    Some(match said {
        "string" => FieldType::Text,
        "long" | "double" => FieldType::Number,
        "boolean" => FieldType::YesNo,
        "date" => FieldType::Date,
        "enum" => FieldType::Choice,
        _ => return None,
    })
}

/// True if all that a field says has a place in ours: a key, a type, required or not, choices.
fn is_simple(field: roxmltree::Node<'_, '_>) -> bool {
    const KNOWN: [&str; 9] =
        ["id", "label", "name", "type", "datePattern", "defaultValue", "default", "required", "help"];
    let required = |validation: roxmltree::Node<'_, '_>| {
        let rules: Vec<_> = validation.children().filter(roxmltree::Node::is_element).collect();
        matches!(rules.as_slice(), [] | [_])
            && rules
                .iter()
                .all(|rule| rule.attribute("name") == Some("required") && rule.attribute("config").is_none())
    };
    field.attribute("id").is_some_and(|id| !id.is_empty())
        && type_of(field).is_some()
        && field.attributes().all(|attribute| KNOWN.contains(&attribute.name()))
        && field.children().filter(roxmltree::Node::is_element).all(|child| match child.tag_name().name() {
            "value" => child.attribute("id").is_some(),
            "validation" => required(child),
            // Of other tools; it stays in the file.
            "properties" => true,
            _ => false,
        })
}
