//! Columns and rows for nodes of one process: columns by the longest way from a start, rows so that the main path stays
//! straight, branches go below, and long flows keep their row free. Knows nothing of sizes.

use std::collections::{HashMap, HashSet};

/// A node to be put into a cell.
#[derive(Clone, Debug, Default)]
pub struct Cell {
    /// The track (lane) it belongs to: rows are counted in each track.
    pub track: usize,
    pub column: usize,
    pub row: usize,
}

/// Puts `nodes` (their tracks) into cells along `edges` (from, to, one row lower at least). Order is the input's.
pub fn cells(tracks: &[usize], edges: &[(usize, usize, bool)]) -> Vec<Cell> {
    let forward = without_cycles(tracks.len(), edges);
    let columns = columns(tracks.len(), &forward);
    let mut cells: Vec<Cell> = tracks
        .iter()
        .zip(&columns)
        .map(|(track, column)| Cell { track: *track, column: *column, row: 0 })
        .collect();
    let mut before: Vec<Vec<(usize, bool)>> = vec![Vec::new(); tracks.len()];
    for (from, to, below) in &forward {
        before[*to].push((*from, *below));
    }
    let mut order: Vec<usize> = (0..tracks.len()).collect();
    order.sort_by_key(|n| (columns[*n], *n));
    let mut taken: HashSet<(usize, usize, usize)> = HashSet::new();
    // From a row of a column to the next one that may be free, so that a wide fan is not searched from its top each time.
    let mut next: HashMap<(usize, usize, usize), usize> = HashMap::new();
    for n in order {
        let (track, column) = (tracks[n], columns[n]);
        let near = before[n].iter().filter(|(from, _)| tracks[*from] == track);
        let wanted =
            near.clone().map(|(from, below)| cells[*from].row + usize::from(*below)).min().unwrap_or(0);
        let source = near.map(|(from, _)| columns[*from]).max();
        let first =
            source.map_or(column, |source| (source + 1).max(column.saturating_sub(REACH))).min(column);
        let mut row = skip(&mut next, track, column, wanted);
        for _ in 0..TRIES {
            if (first..column).all(|between| !taken.contains(&(track, row, between))) {
                break;
            }
            row = skip(&mut next, track, column, row + 1);
        }
        for between in first..=column {
            taken.insert((track, row, between));
            next.insert((track, between, row), row + 1);
        }
        cells[n].row = row;
    }
    cells
}

/// Columns before its target in which a long flow keeps its row free.
const REACH: usize = 32;
/// Rows tried for a long flow before it may cross something.
const TRIES: usize = 256;

/// The first row of a column, from `row` down, that nothing stands in.
fn skip(next: &mut HashMap<(usize, usize, usize), usize>, track: usize, column: usize, row: usize) -> usize {
    let mut free = row;
    while let Some(further) = next.get(&(track, column, free)) {
        free = *further;
    }
    // Everyone who comes along the same way jumps.
    let mut at = row;
    while at != free {
        at = next.insert((track, column, at), free).unwrap_or(free);
    }
    free
}

/// Edges without those that lead back to where a walk from the first nodes came from.
fn without_cycles(count: usize, edges: &[(usize, usize, bool)]) -> Vec<(usize, usize, bool)> {
    let mut out: Vec<Vec<(usize, bool)>> = vec![Vec::new(); count];
    let mut entered = vec![false; count];
    for (from, to, below) in edges {
        if from != to {
            out[*from].push((*to, *below));
            entered[*to] = true;
        }
    }
    // 0 unseen, 1 on the way, 2 done.
    let mut state = vec![0_u8; count];
    let mut forward = Vec::with_capacity(edges.len());
    let roots = (0..count).filter(|n| !entered[*n]).chain(0..count);
    for root in roots {
        if state[root] != 0 {
            continue;
        }
        state[root] = 1;
        let mut stack = vec![(root, 0)];
        while let Some((node, next)) = stack.last_mut() {
            let node = *node;
            match out[node].get(*next) {
                Some((to, below)) => {
                    *next += 1;
                    if state[*to] != 1 {
                        forward.push((node, *to, *below));
                    }
                    if state[*to] == 0 {
                        state[*to] = 1;
                        stack.push((*to, 0));
                    }
                }
                None => {
                    state[node] = 2;
                    stack.pop();
                }
            }
        }
    }
    forward
}

/// Longest ways from the nodes without entry.
fn columns(count: usize, forward: &[(usize, usize, bool)]) -> Vec<usize> {
    let mut entries = vec![0; count];
    let mut out: Vec<Vec<usize>> = vec![Vec::new(); count];
    for (from, to, _) in forward {
        entries[*to] += 1;
        out[*from].push(*to);
    }
    let mut columns = vec![0; count];
    let mut ready: Vec<usize> = (0..count).filter(|n| entries[*n] == 0).collect();
    while let Some(node) = ready.pop() {
        for to in &out[node] {
            columns[*to] = columns[*to].max(columns[node] + 1);
            entries[*to] -= 1;
            if entries[*to] == 0 {
                ready.push(*to);
            }
        }
    }
    columns
}

#[cfg(test)]
mod tests {
    use super::*;

    fn drawn(tracks: &[usize], edges: &[(usize, usize)]) -> Vec<(usize, usize, usize)> {
        let edges: Vec<_> = edges.iter().map(|(from, to)| (*from, *to, false)).collect();
        cells(tracks, &edges).iter().map(|cell| (cell.track, cell.column, cell.row)).collect()
    }

    #[test]
    fn a_chain_stays_in_its_row() {
        assert_eq!(drawn(&[0, 0, 0], &[(0, 1), (1, 2)]), [(0, 0, 0), (0, 1, 0), (0, 2, 0)]);
    }

    #[test]
    fn branches_go_below_and_come_back() {
        let cells = drawn(&[0; 5], &[(0, 1), (1, 2), (1, 3), (2, 4), (3, 4)]);
        assert_eq!(cells, [(0, 0, 0), (0, 1, 0), (0, 2, 0), (0, 2, 1), (0, 3, 0)]);
    }

    #[test]
    fn a_long_flow_keeps_its_row_free() {
        // 0 → 1 → 2 → 3 and 0 → 3 → …: the short cut ends in the row of the chain, which is free only below.
        let cells = drawn(&[0; 4], &[(0, 1), (1, 2), (2, 3), (0, 3)]);
        assert_eq!(cells[3].1, 3);
        let unique: HashSet<_> = cells.iter().collect();
        assert_eq!(unique.len(), 4);
    }

    #[test]
    fn a_loop_does_not_push_itself_away() {
        let cells = drawn(&[0; 3], &[(0, 1), (1, 2), (2, 1)]);
        assert_eq!(cells.iter().map(|cell| cell.1).collect::<Vec<_>>(), [0, 1, 2]);
    }

    #[test]
    fn tracks_have_their_own_rows() {
        assert_eq!(drawn(&[0, 1], &[(0, 1)]), [(0, 0, 0), (1, 1, 0)]);
    }
}
