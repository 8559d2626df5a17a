//! Who may do what: one pure table. It reads no store, knows no socket and changes nothing; callers find out who is asking
//! and how they stand to the board, and carry out what `decide` says. The interface mirrors it only to disable controls.

/// What a share link, a ticket or an account gives on one board, weakest first.
pub use wandel_wire::Role;

/// Who is asking.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Principal {
    /// Nobody signed in and no guest of the board asked for.
    Anonymous,
    /// A guest of the board asked for, with a pseudonym.
    Guest,
    /// Somebody with an account.
    Account,
    /// Somebody with an account who runs the house. Not a master key: boards of others stay closed.
    Administrator,
}

/// How the one who asks stands to a board.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Standing {
    /// Not let in; also of a board that does not exist.
    None,
    Role(Role),
    /// Made it, or runs the house and the board has no owner (made at the command line).
    Owner,
}

impl Standing {
    /// The role on the board itself; an owner is an editor there.
    #[must_use]
    pub const fn role(self) -> Option<Role> {
        match self {
            Self::None => None,
            Self::Role(role) => Some(role),
            Self::Owner => Some(Role::Editor),
        }
    }
}

/// What is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Resource {
    /// The house as a whole.
    House,
    /// One board, and how the one who asks stands to it.
    Board(Standing),
}

/// What somebody wants to do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Action {
    /// House: see the list of one's own boards.
    ListBoards,
    /// House: make a board, empty, from a template or from a file.
    CreateBoard,
    /// Board: see it, export it, get a ticket for its socket.
    Read,
    /// Board: comments, votes, presence beyond looking.
    Comment,
    /// Board: updates and imports.
    Write,
    /// Board: change its title.
    Rename,
    /// Board: make links to it, see and revoke the links one made (an owner: all links).
    Share,
    /// Board: see and revoke links that others made.
    ManageLinks,
    /// Board: delete it.
    Delete,
    /// Board: hand its process to an engine. For accounts: who deploys answers for it by name.
    Deploy,
    /// Board: delete a named version. (Keeping and restoring one is writing: what was there is kept.)
    DropVersion,
}

impl Action {
    pub const ALL: [Self; 11] = [
        Self::ListBoards,
        Self::CreateBoard,
        Self::Read,
        Self::Comment,
        Self::Write,
        Self::Rename,
        Self::Share,
        Self::ManageLinks,
        Self::Delete,
        Self::Deploy,
        Self::DropVersion,
    ];
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Decision {
    Allow,
    /// 401: signing in would help.
    SignIn,
    /// 403: knows that it exists, and may not do this.
    Refuse,
    /// 404: the same answer as for something that does not exist.
    Hide,
}

/// The table. Pure: the same arguments give the same answer.
#[must_use]
pub const fn decide(principal: Principal, action: Action, resource: Resource) -> Decision {
    match resource {
        Resource::House => match (action, principal) {
            (Action::ListBoards | Action::CreateBoard, Principal::Account | Principal::Administrator) => {
                Decision::Allow
            }
            (Action::ListBoards | Action::CreateBoard, Principal::Anonymous | Principal::Guest) => {
                Decision::SignIn
            }
            _ => Decision::Hide,
        },
        Resource::Board(standing) => {
            // Without a standing a board does not exist, whoever asks and whatever for.
            let needed = match action {
                Action::ListBoards | Action::CreateBoard => return Decision::Hide,
                Action::Read => 1,
                Action::Comment => 2,
                Action::Write | Action::Rename | Action::Share | Action::Deploy => 3,
                Action::ManageLinks | Action::Delete | Action::DropVersion => 4,
            };
            let has = match (principal, standing) {
                (_, Standing::None) | (Principal::Anonymous, _) => return Decision::Hide,
                (_, Standing::Role(Role::Viewer)) => 1,
                (_, Standing::Role(Role::Commenter)) => 2,
                // A guest owns nothing, whatever a store may say.
                (_, Standing::Role(Role::Editor)) | (Principal::Guest, Standing::Owner) => 3,
                (Principal::Account | Principal::Administrator, Standing::Owner) => 4,
            };
            let guest = matches!((principal, action), (Principal::Guest, Action::Deploy));
            if has >= needed && !guest { Decision::Allow } else { Decision::Refuse }
        }
    }
}

#[cfg(test)]
mod tests;
