//! Forms of steps, as the target has them: generated task forms on Camunda 7 and what came of it, form properties on
//! Flowable, linked files on Camunda 8, and in plain BPMN elements of ours with the same in words for people.

use super::{Builder, Node, extend::extend};
use crate::{
    Diagnostic, Severity,
    bpmn::names::{self, ACTIVITI, FLOWABLE, WANDEL},
    export::NamedFile,
    form::{self, Field, FieldType, Form},
    model::Element,
    property::names as p,
    target::Target,
};

/// The format of documentation that is a form in words: written for people, never read back.
pub const IN_WORDS: &str = "text/x-wandel-form";

/// How days are written in a form, as the engines' date patterns say it.
const DAY: &str = "yyyy-MM-dd";

impl<'a> Builder<'a> {
    /// What a user task or start event says of its form, but for Camunda 8.
    pub(super) fn form(&mut self, node: &mut Node, element: &'a Element) {
        let form = self.forms.of(element).cloned();
        // Plain BPMN keeps both; an engine would have to choose.
        if form.is_none() || !self.rules.engine {
            self.own(node, "formKey", element.text(p::FORM));
            self.linked(node, element);
        }
        let Some(form) = form.filter(|_| !self.is_zeebe()) else { return };
        node.set_in(WANDEL, names::FORM, self.xml_id(&form.element.id));
        if !form.element.name.is_empty() {
            node.set_in(WANDEL, names::FORM_NAME, form.element.name.clone());
        }
        let space = self.form_space();
        let flat = [FLOWABLE, ACTIVITI].contains(&space);
        let fields: Vec<Node> = form
            .fields
            .iter()
            .filter(|field| !field.key.is_empty())
            .map(|field| if flat { self.property_of(field) } else { self.field(field) })
            .collect();
        for field in &form.fields {
            self.told(element, field);
        }
        if space == WANDEL {
            let place = node.children.iter().take_while(|child| child.name == "documentation").count();
            let words = Node::new("documentation").with("textFormat", IN_WORDS).text(in_words(&form));
            node.children.insert(place, words);
        }
        if flat {
            extend(node, fields);
        } else {
            let mut data = Node::of(space, "formData");
            data.children = fields;
            extend(node, vec![data]);
        }
    }

    /// A file for Camunda 8 has its forms beside it; plain BPMN says them in words of ours.
    fn form_space(&self) -> &'static str {
        if self.in_elements() { WANDEL } else { self.space }
    }

    /// A form of the engine's own that a step names.
    fn linked(&mut self, node: &mut Node, element: &Element) {
        let Some(form) = element.text(p::FORM_REF) else { return };
        if self.rules.target == Target::Flowable {
            return self.dropped(element, p::FORM_REF);
        }
        self.own(node, "formRef", Some(form));
        // Whichever is the newest; a file that says something else keeps that.
        let seven = [names::CAMUNDA, names::OPERATON].contains(&self.space);
        if self.rules.engine && seven && element.text(p::FORM).is_none() {
            self.own(node, "formRefBinding", Some("latest"));
        }
    }

    /// `formField`, as Camunda 7 has it; in a namespace of ours with our types.
    fn field(&self, field: &Field<'_>) -> Node {
        let space = self.form_space();
        let ours = space == WANDEL;
        let (name, kind) = match field.kind {
            kind if ours => ("formField", kind.name()),
            FieldType::Text | FieldType::LongText => ("formField", "string"),
            FieldType::Number => ("formField", "long"),
            FieldType::YesNo => ("formField", "boolean"),
            FieldType::Date => ("formField", "date"),
            FieldType::Choice => ("formField", "enum"),
        };
        let mut node = Node::of(space, name).part(&field.element.id).with("id", field.key.clone());
        if !field.element.name.is_empty() {
            node.set("label", field.element.name.clone());
        }
        node.set("type", kind);
        if field.kind == FieldType::Date && !ours {
            node.set("datePattern", DAY);
        }
        node.maybe("defaultValue", field.initial());
        self.beyond(&mut node, field);
        if field.required() {
            let mut validation = Node::of(space, "validation");
            validation.push(Node::of(space, "constraint").with("name", "required"));
            node.push(validation);
        }
        self.choices(&mut node, field);
        node
    }

    /// `formProperty`, as Flowable has it.
    fn property_of(&self, field: &Field<'_>) -> Node {
        let kind = match field.kind {
            FieldType::Text | FieldType::LongText => "string",
            FieldType::Number => "double",
            FieldType::YesNo => "boolean",
            FieldType::Date => "date",
            FieldType::Choice => "enum",
        };
        let mut node =
            Node::of(self.space, "formProperty").part(&field.element.id).with("id", field.key.clone());
        if !field.element.name.is_empty() {
            node.set("name", field.element.name.clone());
        }
        node.set("type", kind);
        if field.kind == FieldType::Date {
            node.set("datePattern", DAY);
        }
        if field.required() {
            node.set("required", "true");
        }
        node.maybe("default", field.initial());
        self.beyond(&mut node, field);
        self.choices(&mut node, field);
        node
    }

    /// What the engine's own attributes cannot say.
    fn beyond(&self, node: &mut Node, field: &Field<'_>) {
        if field.kind == FieldType::LongText && self.form_space() != WANDEL {
            node.set_in(WANDEL, "type", field.kind.name());
        }
        if let Some(help) = field.help() {
            node.set_in(WANDEL, p::HELP, help);
        }
    }

    fn choices(&self, node: &mut Node, field: &Field<'_>) {
        for choice in field.choices.iter().filter(|_| field.kind == FieldType::Choice) {
            node.push(
                Node::of(self.form_space(), "value")
                    .part(&choice.element.id)
                    .with("id", choice.value.clone())
                    .with("name", choice.element.name.clone()),
            );
        }
    }

    /// Says what of a field the engine does not show.
    fn told(&mut self, step: &Element, field: &Field<'_>) {
        let target = self.rules.target;
        let mut note = |code: &str| {
            self.notes.push(
                Diagnostic::new(Severity::Warning, code, Some(&step.id))
                    .with("name", step.name.clone())
                    .with("field", field.label())
                    .with("target", target.title()),
            );
        };
        let seven = matches!(target, Target::Operaton | Target::Camunda7);
        if field.kind == FieldType::LongText && (seven || target == Target::Flowable) {
            note("export.form-lines");
        }
        if field.kind == FieldType::Number && seven {
            note("export.form-decimals");
        }
        if field.help().is_some() && (seven || target == Target::Flowable) {
            note("export.form-help");
        }
        if field.kind == FieldType::Date && field.initial().is_some() && target == Target::Zeebe {
            note("export.form-initial");
        }
    }

    /// The link to the form of a step on Camunda 8: its id in a file beside the process.
    pub(super) fn linked_form(&mut self, element: &'a Element) -> Option<String> {
        let form = self.forms.of(element)?.clone();
        for field in &form.fields {
            self.told(element, field);
        }
        let id = self.xml_id(&form.element.id);
        let name = format!("{id}.form");
        if !self.beside.iter().any(|file| file.name == name) {
            let bytes = form::js::write(&form, &id).into_bytes();
            self.beside.push(NamedFile { name, media_type: "application/json", bytes });
        }
        Some(id)
    }
}

/// A form in words: one line a field.
fn in_words(form: &Form<'_>) -> String {
    let mut text = form.element.name.clone();
    for field in form.fields.iter().filter(|field| !field.key.is_empty()) {
        if !text.is_empty() {
            text.push('\n');
        }
        text.push_str(&format!(
            "{}{} ({}: {})",
            field.label(),
            if field.required() { " *" } else { "" },
            field.key,
            field.kind.name()
        ));
        if field.kind == FieldType::Choice {
            let choices: Vec<&str> = field.choices.iter().map(|choice| choice.value.as_str()).collect();
            text.push_str(&format!(": {}", choices.join(" | ")));
        }
        if let Some(help) = field.help() {
            text.push_str(&format!(": {help}"));
        }
    }
    text
}
