//! The command line as data: what can be typed, parsed by clap. The sentences of `--help` come from the catalogues
//! (`help.rs`); nothing here does anything.

use clap::{Args, Parser, Subcommand, ValueEnum};
use std::path::PathBuf;
use wandel_wire::Role;

#[derive(Debug, Parser)]
#[command(name = "wandel", version, disable_help_subcommand = true, arg_required_else_help = true)]
pub struct Cli {
    #[arg(long, env = "WANDEL_DATA", value_name = "DIR", global = true, default_value = "data")]
    pub data: PathBuf,
    #[command(subcommand)]
    pub command: Command,
}

#[derive(Debug, Subcommand)]
pub enum Command {
    Serve(Serve),
    #[command(subcommand)]
    User(User),
    #[command(subcommand)]
    Board(Board),
    Convert(Convert),
    Check(Check),
    Layout(Files),
    Render(Files),
    Backup(OneFile),
    Restore(OneFile),
    Verify,
    Doctor(Doctor),
}

#[derive(Debug, Args)]
pub struct Serve {
    #[arg(long, env = "WANDEL_LISTEN", value_name = "ADDRESS:PORT", default_value = "127.0.0.1:8080")]
    pub listen: String,
    /// A second address for monitoring: `/metrics`, `/livez`, `/readyz`.
    #[arg(long, env = "WANDEL_METRICS_LISTEN", value_name = "ADDRESS:PORT")]
    pub metrics_listen: Option<String>,
    #[arg(long, env = "WANDEL_PUBLIC_URL", value_name = "URL")]
    pub public_url: Option<String>,
    /// TOML: the engines that boards can be deployed to; see `deploy::Engines`.
    #[arg(long, env = "WANDEL_ENGINES_FILE", value_name = "FILE")]
    pub engines: Option<PathBuf>,
    #[arg(long, env = "WANDEL_DEMO")]
    pub demo: bool,
    /// What tests do to commits; see `store::faults`.
    #[arg(long, hide = true, value_name = "FILE")]
    pub faults: Option<PathBuf>,
    /// For tests: a room is let go, with its log compacted, as soon as nobody is in it.
    #[arg(long, hide = true)]
    pub eager: bool,
}

#[derive(Debug, Subcommand)]
pub enum User {
    Add(UserAdd),
    List,
    Disable(Email),
    Erase(Email),
}

#[derive(Debug, Args)]
pub struct UserAdd {
    pub email: String,
    #[arg(long)]
    pub name: Option<String>,
    #[arg(long)]
    pub admin: bool,
    #[arg(long, required = true)]
    pub password_stdin: bool,
}

#[derive(Debug, Args)]
pub struct Email {
    pub email: String,
}

#[derive(Debug, Subcommand)]
pub enum Board {
    Create(BoardCreate),
    List,
    Import(BoardImport),
    Export(BoardExport),
    Link(BoardLink),
    Ticket(BoardTicket),
    Versions(OneBoard),
    Keep(BoardKeep),
    Restore(BoardRestore),
    Purge(OneBoard),
}

#[derive(Debug, Args)]
pub struct BoardCreate {
    #[arg(long)]
    pub title: String,
}

#[derive(Debug, Args)]
pub struct BoardImport {
    #[arg(required = true, value_name = "FILE")]
    pub files: Vec<PathBuf>,
    #[arg(long)]
    pub title: Option<String>,
}

#[derive(Debug, Args)]
pub struct BoardExport {
    pub id: String,
    #[arg(long, value_enum)]
    pub format: Format,
    #[arg(long, default_value = "generic")]
    pub target: String,
    #[arg(short, long, value_name = "FILE")]
    pub output: PathBuf,
    #[arg(long, value_name = "FILE")]
    pub report: Option<PathBuf>,
    /// The XProzess document to put the process into.
    #[arg(long, value_name = "FILE")]
    pub into: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub struct BoardLink {
    pub id: String,
    #[arg(long, value_parser = role)]
    pub role: Role,
    #[arg(long)]
    pub days: Option<u32>,
    #[arg(long, env = "WANDEL_PUBLIC_URL", value_name = "URL")]
    pub public_url: Option<String>,
}

#[derive(Debug, Args)]
pub struct BoardTicket {
    pub id: String,
    #[arg(long, value_parser = role)]
    pub role: Role,
    #[arg(long, default_value_t = 24)]
    pub hours: u32,
}

#[derive(Debug, Args)]
pub struct OneBoard {
    pub id: String,
}

#[derive(Debug, Args)]
pub struct BoardKeep {
    pub id: String,
    #[arg(long)]
    pub name: String,
}

#[derive(Debug, Args)]
pub struct BoardRestore {
    pub id: String,
    #[arg(long, value_name = "ID")]
    pub version: String,
}

#[derive(Debug, Args)]
pub struct Doctor {
    /// Asks the server there as a browser would, through whatever lies between.
    #[arg(long, env = "WANDEL_PUBLIC_URL", value_name = "URL")]
    pub public_url: Option<String>,
}

#[derive(Debug, Args)]
pub struct Convert {
    pub input: PathBuf,
    pub output: PathBuf,
    #[arg(long, default_value = "generic")]
    pub target: String,
    #[arg(long, value_name = "FILE")]
    pub report: Option<PathBuf>,
    #[arg(long, value_name = "FILE")]
    pub with: Vec<PathBuf>,
}

#[derive(Debug, Args)]
pub struct Check {
    pub input: PathBuf,
    #[arg(long, default_value = "generic")]
    pub target: String,
    #[arg(long, value_enum, default_value_t = Findings::Text)]
    pub format: Findings,
    #[arg(long, value_name = "FILE")]
    pub with: Vec<PathBuf>,
}

#[derive(Debug, Args)]
pub struct Files {
    pub input: PathBuf,
    pub output: PathBuf,
}

#[derive(Debug, Args)]
pub struct OneFile {
    pub file: PathBuf,
}

/// How findings are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Findings {
    Json,
    Text,
}

/// What a board can be written as.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Format {
    Bpmn,
    /// The BPMN with all files that belong to it.
    Zip,
    /// XProzess 2.
    Xprozess,
    Json,
    Svg,
    Yjs,
}

fn role(text: &str) -> Result<Role, String> {
    // The list of names is what clap shows for any other choice as well.
    Role::parse(text).ok_or_else(|| "[viewer, commenter, editor]".to_owned())
}

impl Format {
    /// The stable name, also in addresses.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Bpmn => "bpmn",
            Self::Zip => "zip",
            Self::Xprozess => "xprozess",
            Self::Json => "json",
            Self::Svg => "svg",
            Self::Yjs => "yjs",
        }
    }
}
