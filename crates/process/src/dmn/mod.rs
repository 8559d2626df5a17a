//! DMN 1.3 files with one decision table each: out, beside the process that asks it, and in.

mod read;
mod write;

pub use read::read;
pub use write::write;

/// The namespace of the model; older and newer versions that say a table alike are read as well.
const MODEL: &str = "https://www.omg.org/spec/DMN/20191111/MODEL/";
const VERSIONS: [&str; 5] = [
    MODEL,
    "http://www.omg.org/spec/DMN/20151101/dmn.xsd",
    "http://www.omg.org/spec/DMN/20180521/MODEL/",
    "https://www.omg.org/spec/DMN/20211108/MODEL/",
    "https://www.omg.org/spec/DMN/20230324/MODEL/",
];
