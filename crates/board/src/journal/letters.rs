//! Letters by their ids: takes back typing letter by letter, with everybody else's letters left where they are. A letter
//! that is put back gets a new id; the old one is remembered as its alias, so that earlier steps still find it.

use crate::text::{self, Run, Typed};
use std::collections::HashMap;
use yrs::{ClientID, ID, TextRef, TransactionMut};

#[derive(Debug, Default)]
pub(crate) struct Aliases(HashMap<(u64, u32), (u64, u32)>);

impl Aliases {
    /// The letter that stands for this one today.
    fn today(&self, client: u64, clock: u32) -> ID {
        let mut letter = (client, clock);
        while let Some(next) = self.0.get(&letter) {
            letter = *next;
        }
        ID::new(ClientID::new(letter.0), letter.1)
    }

    fn replace(&mut self, old: &Run, new: &Run) {
        for (from, to) in old.clocks.clone().zip(new.clocks.clone()) {
            let id = self.today(old.client, from);
            if (id.client.get(), id.clock) != (new.client, to) {
                self.0.insert((id.client.get(), id.clock), (new.client, to));
            }
        }
    }
}

/// Takes back one piece of typing and tells what that did, for taking it back in turn.
pub(crate) fn reverse(
    txn: &mut TransactionMut,
    text: &TextRef,
    typed: &Typed,
    aliases: &mut Aliases,
) -> Vec<Typed> {
    match typed {
        Typed::Inserted(run) => take_out(txn, text, run, aliases),
        Typed::Removed(before, runs) => put_back(txn, text, *before, runs, aliases),
    }
}

fn take_out(txn: &mut TransactionMut, text: &TextRef, run: &Run, aliases: &Aliases) -> Vec<Typed> {
    let mut places: Vec<u32> = run
        .clocks
        .clone()
        .filter_map(|clock| text::whereabouts(txn, text, aliases.today(run.client, clock)))
        .filter_map(|(place, living)| living.then_some(place))
        .collect();
    places.sort_unstable();
    places.dedup();
    let mut done = Vec::new();
    let mut end = places.len();
    while end > 0 {
        let mut start = end - 1;
        while start > 0 && places[start - 1] + 1 == places[start] {
            start -= 1;
        }
        let len = places[end - 1] - places[start] + 1;
        done.extend(text::remove(txn, text, places[start], len));
        end = start;
    }
    done
}

fn put_back(
    txn: &mut TransactionMut,
    text: &TextRef,
    before: Option<(u64, u32)>,
    runs: &[(Run, String)],
    aliases: &mut Aliases,
) -> Vec<Typed> {
    let places: Vec<_> = runs
        .iter()
        .map(|(run, _)| text::whereabouts(txn, text, aliases.today(run.client, run.clocks.start)))
        .collect();
    // Letters put back by this same undo stand behind the places of the old ones: what followed them still does.
    let least = before
        .and_then(|(client, clock)| text::whereabouts(txn, text, aliases.today(client, clock)))
        .and_then(|(place, living)| living.then_some(place + 1))
        .unwrap_or_default();
    let mut done = Vec::new();
    let mut inserted = 0;
    for ((run, letters), place) in runs.iter().zip(places) {
        // Somebody put it back already, or the text is not the one it stood in.
        let Some((place, false)) = place else { continue };
        let new = text::insert(txn, text, place.max(least) + inserted, letters);
        inserted += text::utf16_len(letters);
        aliases.replace(run, &new);
        done.push(Typed::Inserted(new));
    }
    done
}
