//! Pools and lanes.

use crate::{Token, stage::Stage};
use wandel_board::{Element, Kind, Parent};
use wandel_process::{Kind as Process, property::names};

const TINTS: [(Token, Token); 8] = [
    (Token::Lane1, Token::Lane1Head),
    (Token::Lane2, Token::Lane2Head),
    (Token::Lane3, Token::Lane3Head),
    (Token::Lane4, Token::Lane4Head),
    (Token::Lane5, Token::Lane5Head),
    (Token::Lane6, Token::Lane6Head),
    (Token::Lane7, Token::Lane7Head),
    (Token::Lane8, Token::Lane8Head),
];

/// Body and header tint of a lane: its own colour, else the outer lane's, else by its place among its siblings.
pub(crate) fn tint(stage: &Stage<'_>, lane: &Element) -> (Token, Token) {
    let own =
        |lane: &Element| lane.text(names::COLOUR).and_then(|c| c.parse::<usize>().ok()).filter(|n| *n > 0);
    let mut lane = lane;
    // Nested lanes are at most a few deep; the bound only guards against a cycle.
    for _ in 0..16 {
        if let Some(n) = own(lane) {
            return TINTS[(n - 1) % TINTS.len()];
        }
        match &lane.parent {
            Parent::Element(id) => match stage.element(id) {
                Some(outer) if outer.kind == Kind::Process(Process::Lane) => lane = outer,
                _ => break,
            },
            Parent::Plane(_) => break,
        }
    }
    let place = stage
        .projection
        .children(&lane.parent)
        .iter()
        .filter(|id| stage.element(id).is_some_and(|e| e.kind == Kind::Process(Process::Lane)))
        .position(|id| *id == lane.id)
        .unwrap_or(0);
    TINTS[place % TINTS.len()]
}
