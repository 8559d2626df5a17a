//! The whole matrix, written out: a change of the table is a change of this page.

use super::*;

const PRINCIPALS: [(Principal, &str); 4] = [
    (Principal::Anonymous, "anonymous"),
    (Principal::Guest, "guest"),
    (Principal::Account, "account"),
    (Principal::Administrator, "administrator"),
];
const RESOURCES: [(Resource, &str); 6] = [
    (Resource::House, "house"),
    (Resource::Board(Standing::None), "none"),
    (Resource::Board(Standing::Role(Role::Viewer)), "viewer"),
    (Resource::Board(Standing::Role(Role::Commenter)), "commenter"),
    (Resource::Board(Standing::Role(Role::Editor)), "editor"),
    (Resource::Board(Standing::Owner), "owner"),
];

/// Columns: `Action::ALL`. `+` allowed, `s` sign in, `x` refused, `.` hidden.
const MATRIX: &str = "
anonymous      house      s s . . . . . . . . .
anonymous      none       . . . . . . . . . . .
anonymous      viewer     . . . . . . . . . . .
anonymous      commenter  . . . . . . . . . . .
anonymous      editor     . . . . . . . . . . .
anonymous      owner      . . . . . . . . . . .
guest          house      s s . . . . . . . . .
guest          none       . . . . . . . . . . .
guest          viewer     . . + x x x x x x x x
guest          commenter  . . + + x x x x x x x
guest          editor     . . + + + + + x x x x
guest          owner      . . + + + + + x x x x
account        house      + + . . . . . . . . .
account        none       . . . . . . . . . . .
account        viewer     . . + x x x x x x x x
account        commenter  . . + + x x x x x x x
account        editor     . . + + + + + x x + x
account        owner      . . + + + + + + + + +
administrator  house      + + . . . . . . . . .
administrator  none       . . . . . . . . . . .
administrator  viewer     . . + x x x x x x x x
administrator  commenter  . . + + x x x x x x x
administrator  editor     . . + + + + + x x + x
administrator  owner      . . + + + + + + + + +
";

#[test]
fn the_whole_matrix() {
    let mut table = String::from("\n");
    for (principal, who) in PRINCIPALS {
        for (resource, what) in RESOURCES {
            table += &format!("{who:<14} {what:<10}");
            for action in Action::ALL {
                table += match decide(principal, action, resource) {
                    Decision::Allow => " +",
                    Decision::SignIn => " s",
                    Decision::Refuse => " x",
                    Decision::Hide => " .",
                };
            }
            table.push('\n');
        }
    }
    assert_eq!(table, MATRIX);
}
