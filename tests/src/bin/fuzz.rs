//! Feeds random bytes to everything that reads bytes from outside, on any toolchain. Called by `cargo xtask fuzz`.

use clap::Parser;
use std::process::ExitCode;
use wandel_tests::fuzz::{Target, bytes_of, drive};

#[derive(Parser)]
struct Arguments {
    /// Inputs for each target; of boards, each of which is written for every engine, a tenth
    #[arg(long, default_value_t = 20_000)]
    inputs: u64,
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// Only this one
    #[arg(long, value_enum)]
    target: Option<Target>,
    /// Only this input, as a finding tells it: pairs of hexadecimal digits
    #[arg(long, requires = "target")]
    input: Option<String>,
    /// Writes the seeds of a target into a folder and ends: the corpus to start libFuzzer with
    #[arg(long)]
    corpus: Option<std::path::PathBuf>,
}

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let targets = arguments.target.map_or_else(|| Target::ALL.to_vec(), |target| vec![target]);
    if let Some(folder) = &arguments.corpus {
        return write(folder, &targets);
    }
    if let (Some(input), [target]) = (&arguments.input, &targets[..]) {
        println!("{}", target.feed(&bytes_of(input)));
        return ExitCode::SUCCESS;
    }
    // A finding is told below, once and small.
    std::panic::set_hook(Box::new(|_| {}));
    let mut failed = false;
    for target in targets {
        // A stack as small as that of the server's threads.
        let (seed, inputs) = (arguments.seed, arguments.inputs / target.cost());
        let thread =
            std::thread::Builder::new().stack_size(2 << 20).spawn(move || drive(target, seed, inputs));
        let Some(result) = thread.ok().and_then(|thread| thread.join().ok()) else {
            eprintln!("{target:?}: the driver itself failed");
            return ExitCode::FAILURE;
        };
        println!(
            "{target:?}: {} inputs, {} different outcomes, the slowest took {} ms",
            result.inputs,
            result.outcomes.len(),
            result.slowest.as_millis()
        );
        if let Some((bytes, complaint)) = result.finding {
            failed = true;
            let hex: String = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
            println!("  {complaint}\n  input ({} bytes): {hex}", bytes.len());
            println!(
                "  again with: cargo xtask fuzz --target {target:?} --seed {seed} --inputs {inputs}, or --input HEX"
            );
        }
    }
    if failed { ExitCode::FAILURE } else { ExitCode::SUCCESS }
}

fn write(folder: &std::path::Path, targets: &[Target]) -> ExitCode {
    for target in targets {
        let folder = folder.join(format!("{target:?}").to_lowercase());
        for (number, seed) in target.seeds().iter().enumerate() {
            let done = std::fs::create_dir_all(&folder)
                .and_then(|()| std::fs::write(folder.join(format!("seed-{number}")), seed));
            if let Err(error) = done {
                eprintln!("{}: {error}", folder.display());
                return ExitCode::FAILURE;
            }
        }
    }
    ExitCode::SUCCESS
}
