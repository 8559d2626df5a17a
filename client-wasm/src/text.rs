//! Typing in a label. The shell lays one textarea over it and reports its whole value; here that is compared at borders
//! of graphemes with what the textarea showed before, and becomes edits of the one text that everybody shares. The caret
//! is tied to its letter. While an input method composes, nothing is edited and remote changes wait (`sync` holds them).

use crate::{
    act::{grow, place::GRID},
    core::Core,
    port::{Effect, FocusTarget},
    view::{Editing, TextAlign},
};
use wandel_board::{Caret, Command, ElementId, Kind, Placement, command::TextEdit, text};
use wandel_process::geometry::{Point, Rect, Size};
use wandel_scene::{Align, LabelBox, Token, Vertical};

/// A pause after which typing is a new step of undo, milliseconds.
const PAUSE: f64 = 1_000.0;
/// Revisions of the textarea that are remembered, for input that was under way when it was rewritten.
const REMEMBERED: usize = 8;

/// A label that is being typed in.
#[derive(Clone, Debug)]
pub struct Typing {
    pub id: ElementId,
    /// What the textarea shows, by revision, the last one last.
    shown: Vec<(u32, String)>,
    /// Its selection, UTF-16 code units, and tied to letters.
    start: u32,
    end: u32,
    carets: [Option<Caret>; 2],
    pub composing: bool,
    /// What the textarea holds while an input method composes.
    composed: Option<(String, u32, u32)>,
    /// The label before.
    original: String,
    /// When the last letter was typed, while the step is open.
    last: Option<f64>,
    /// The label changes by what is typed here.
    entering: bool,
}

impl Typing {
    fn revision(&self) -> u32 {
        self.shown.last().map_or(0, |(revision, _)| *revision)
    }
    fn known(&self) -> &str {
        self.shown.last().map_or("", |(_, text)| text)
    }
    fn show(&mut self, text: String, rewrite: bool) {
        let revision = self.revision().wrapping_add(u32::from(rewrite));
        if !rewrite {
            self.shown.pop();
        }
        self.shown.push((revision, text));
        if self.shown.len() > REMEMBERED {
            self.shown.remove(0);
        }
    }
    /// Carets as they are shown to the others.
    #[must_use]
    pub const fn carets(&self) -> &[Option<Caret>; 2] {
        &self.carets
    }
}

fn utf16(text: &str) -> u32 {
    u32::try_from(text.encode_utf16().count()).unwrap_or(u32::MAX)
}

/// Where an offset of one text is in another that differs by one edit. Where something was inserted exactly there:
/// before it, or behind it if `late`.
fn carried(offset: u32, edit: &TextEdit, late: bool) -> u32 {
    let inserted = utf16(&edit.insert);
    let (before, behind) = (offset <= edit.at, offset >= edit.at + edit.remove);
    if before && !(late && behind) {
        offset
    } else if behind {
        offset - edit.remove + inserted
    } else {
        edit.at + inserted
    }
}

/// An edit of `known` as an edit of `label`.
fn rebased(edit: TextEdit, known: &str, label: &str) -> TextEdit {
    let Some(between) = text::compare(known, label) else { return edit };
    // What came in at either border of what is removed stays.
    let at = carried(edit.at, &between, edit.remove > 0);
    let end = carried(edit.at + edit.remove, &between, false).max(at);
    TextEdit { at, remove: end - at, insert: edit.insert }
}

impl Core {
    /// Opens a label for typing, with the caret at its end; by keyboard, all of it is selected.
    pub fn start_typing(&mut self, id: &ElementId, _at: Option<Point>) {
        if !self.editable() {
            self.refuse(self.why_not());
            return;
        }
        if let Some(lock) = self.lock_of(id).filter(|lock| !lock.mine) {
            self.tell("element.locked", vec![("holder", lock.name)]);
            return;
        }
        self.end_typing();
        let Some(label) = self.get(id).map(|element| element.label.to_string()) else { return };
        let end = utf16(&label);
        let start = if self.by_keyboard { 0 } else { end };
        self.select(vec![id.clone()]);
        let carets = [start, end].map(|offset| self.paper.board.caret(id, offset));
        self.typing = Some(Typing {
            id: id.clone(),
            shown: vec![(0, label.clone())],
            start,
            end,
            carets,
            composing: false,
            composed: None,
            original: label,
            last: None,
            entering: false,
        });
        self.effects.push(Effect::Focus { place: FocusTarget::Editor, id: Some(id.clone()) });
        self.dirty = crate::core::Dirty { board: true, over: true };
    }

    /// Takes the textarea's value and selection. `revision`: what it had last been rewritten to, if known.
    pub fn typed(&mut self, value: String, start: u32, end: u32, composing: bool, revision: Option<u32>) {
        let Some(typing) = &mut self.typing else { return };
        if composing {
            typing.composing = true;
            typing.composed = Some((value, start, end));
            return;
        }
        typing.composing = false;
        typing.composed = None;
        self.enter(value, start, end, revision);
    }

    fn enter(&mut self, value: String, start: u32, end: u32, revision: Option<u32>) {
        let Some(typing) = &self.typing else { return };
        let id = typing.id.clone();
        let base = revision
            .and_then(|revision| typing.shown.iter().rev().find(|(shown, _)| *shown == revision))
            .map_or_else(|| typing.known().to_owned(), |(_, text)| text.clone());
        let Some(label) = self.get(&id).map(|element| element.label.to_string()) else { return };
        if let Some(edit) = text::compare(&base, &value) {
            let edit = rebased(edit, &base, &label);
            self.set_entering(true);
            let done = self.run(Command::Edit { id: id.clone(), edits: vec![edit] });
            self.set_entering(false);
            if !done {
                self.follow_label();
                return;
            }
        }
        let Some(now) = self.get(&id).map(|element| element.label.to_string()) else { return };
        let place =
            |offset: u32| text::compare(&value, &now).map_or(offset, |edit| carried(offset, &edit, false));
        let (start, end) = (place(start), place(end));
        let carets = [start, end].map(|offset| self.paper.board.caret(&id, offset));
        let clock = self.now;
        if let Some(typing) = &mut self.typing {
            let rewrite = now != value;
            typing.show(now, rewrite);
            (typing.start, typing.end, typing.carets, typing.last) = (start, end, carets, Some(clock));
        }
    }

    fn set_entering(&mut self, entering: bool) {
        if let Some(typing) = &mut self.typing {
            typing.entering = entering;
        }
    }

    /// After a change of the document: the label may have changed under the caret, or be gone.
    pub(crate) fn follow_label(&mut self) {
        let Some(typing) = &self.typing else { return };
        let Some(label) = self.get(&typing.id).map(|element| element.label.to_string()) else {
            self.typing = None;
            self.effects.push(Effect::Focus { place: FocusTarget::Canvas, id: None });
            return;
        };
        if label == typing.known() || typing.composing || typing.entering {
            return;
        }
        let length = utf16(&label);
        let offsets = typing.carets.clone().map(|caret| {
            caret.and_then(|caret| self.paper.board.offset(&caret)).unwrap_or(length).min(length)
        });
        if let Some(typing) = &mut self.typing {
            [typing.start, typing.end] = offsets;
            typing.show(label, true);
        }
    }

    /// A pause ends the step of undo. Milliseconds until then, if one is open.
    pub fn typing_pause(&mut self) -> Option<f64> {
        let typing = self.typing.as_mut()?;
        let since = self.now - typing.last?;
        if since >= PAUSE {
            typing.last = None;
            self.paper.board.close_step();
            return None;
        }
        Some(PAUSE - since)
    }

    /// Closes the editor. What was typed stays, unless `keep` is false.
    pub fn close_typing(&mut self, keep: bool) {
        if keep {
            self.end_typing();
        } else if let Some(typing) = self.typing.take() {
            self.paper.board.close_step();
            let now = self.get(&typing.id).map(|element| element.label.to_string());
            if now.is_some_and(|now| now != typing.original) {
                self.run(Command::Label { id: typing.id, text: typing.original });
            }
            self.dirty = crate::core::Dirty { board: true, over: true };
        }
    }

    /// Closes the editor and keeps what was typed. A free text without letters goes: nobody could see it.
    pub fn end_typing(&mut self) {
        let composed = self.typing.as_mut().and_then(|typing| typing.composed.take());
        if let Some((value, start, end)) = composed {
            self.enter(value, start, end, None);
        }
        let Some(typing) = self.typing.take() else { return };
        self.paper.board.close_step();
        self.dirty = crate::core::Dirty { board: true, over: true };
        let empty = self.get(&typing.id).is_some_and(|e| e.kind == Kind::Text && e.label.trim().is_empty());
        if empty && self.editable() {
            self.run(Command::Delete { ids: vec![typing.id], bridge: false });
        } else if self.editable() && self.get(&typing.id).is_some_and(|e| *e.label != *typing.original) {
            self.make_room(&typing.id);
        }
    }

    /// A step whose new name does not fit grows up and down alike, so that its flows stay where they are: one step of undo
    /// with the name.
    fn make_room(&mut self, id: &ElementId) {
        let lang = wandel_scene::text::Lang::of(&self.projection().meta().lang);
        let Some(step) = self.get(id) else { return };
        let Some(more) = wandel_scene::fitting(step, lang).map(|needed| needed - step.size.h) else { return };
        if more <= 0.0 {
            return;
        }
        let by = (more / 2.0 / GRID).ceil() * GRID;
        let (parent, at) = (step.parent.clone(), step.at - Point::new(0.0, by));
        let size = Size::new(step.size.w, step.size.h + 2.0 * by);
        let rect = Rect::at(step.origin - Point::new(0.0, by), size);
        let mut commands = grow::around(self, &parent, rect);
        let items = vec![Placement { id: id.clone(), parent, at, size: Some(size) }];
        commands.push(Command::Place { items });
        self.run_onto(id, Command::All { commands });
    }

    /// The lines of the editor stand where they will be drawn. A turned label is typed lying flat, over its header.
    fn editor_box(&self, place: &LabelBox, text: &str) -> Rect {
        let rect = place.rect;
        if place.turned {
            let c = rect.centre();
            let (w, h) = (rect.h.clamp(120.0, 260.0), rect.w);
            return Rect::new(rect.x, c.y - h / 2.0, w, h);
        }
        let lang = wandel_scene::text::Lang::of(&self.projection().meta().lang);
        let lines = wandel_scene::text::wrap(text, rect.w, place.size, place.weight, lang).len().max(1);
        #[allow(clippy::cast_precision_loss)]
        let high = lines as f64 * place.leading;
        match place.vertical {
            Vertical::Top => Rect::new(rect.x, rect.y, rect.w, rect.h.max(high)),
            Vertical::Middle => Rect::new(rect.x, rect.centre().y - high / 2.0, rect.w, high),
            Vertical::Bottom => Rect::new(rect.x, rect.bottom() - high, rect.w, high),
        }
    }

    /// What the shell needs to lay its textarea over the label.
    #[must_use]
    pub fn editing(&self) -> Option<Editing> {
        let typing = self.typing.as_ref()?;
        let place = self.scene.label_box(&typing.id).or_else(|| plain_box(self, &typing.id))?;
        let zoom = self.camera.zoom();
        Some(Editing {
            id: typing.id.clone(),
            text: typing.known().to_owned(),
            start: typing.start,
            end: typing.end,
            r#box: self.camera.rect_to_screen(self.editor_box(&place, typing.known())),
            font_size: place.size * zoom,
            line_height: place.leading * zoom,
            weight: place.weight,
            align: match place.align {
                Align::Left => TextAlign::Left,
                Align::Centre | Align::Right => TextAlign::Center,
            },
            ink: place.ink.name().unwrap_or("--ink-1").to_owned(),
            ground: place.ground.name().unwrap_or("--surface").to_owned(),
            revision: typing.revision(),
        })
    }
}

/// For what the scene knows no place: the shape itself.
fn plain_box(core: &Core, id: &ElementId) -> Option<LabelBox> {
    Some(LabelBox {
        rect: core.scene.bounds(id)?,
        size: 13.0,
        leading: 16.0,
        weight: 400,
        align: Align::Centre,
        vertical: Vertical::Middle,
        ink: Token::Ink1,
        ground: Token::Surface,
        turned: false,
        outside: false,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_edit_of_what_was_shown_spares_what_came_in_between() {
        for (known, label, value, expected) in [
            ("Antrag", "Der Antrag", "Antrag prüfen", "Der Antrag prüfen"),
            ("abc", "abXc", "abcd", "abXcd"),
            ("abc", "aXXbc", "ac", "aXXc"),
            ("abc", "", "abcd", "d"),
            ("a b", "a b c", "b", "b c"),
        ] {
            let edit = text::compare(known, value).expect("the value differs");
            let edit = rebased(edit, known, label);
            let units: Vec<u16> = label.encode_utf16().collect();
            let (at, end) = (edit.at as usize, (edit.at + edit.remove) as usize);
            let result = format!(
                "{}{}{}",
                String::from_utf16_lossy(&units[..at]),
                edit.insert,
                String::from_utf16_lossy(&units[end..])
            );
            assert_eq!(result, expected, "{known} | {label} | {value}");
        }
    }
}
