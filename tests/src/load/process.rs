//! CPU time and memory from /proc.

use anyhow::{Context, Result};
use std::fs;

/// Clock ticks a second, as Linux reports process times.
const TICKS: f64 = 100.0;

/// Of one process: CPU seconds, memory in MB.
#[derive(Clone, Copy, Debug)]
pub struct Usage {
    pub cpu: f64,
    pub rss: f64,
    pub peak: f64,
}

/// Of the machine: CPU seconds of all and of this program, and the clock.
#[derive(Clone, Copy, Debug)]
pub struct Machine {
    pub busy: f64,
    pub own: f64,
    pub seconds: f64,
}

impl Machine {
    #[must_use]
    pub fn since(self, before: &Self) -> Self {
        Self {
            busy: self.busy - before.busy,
            own: self.own - before.own,
            seconds: self.seconds - before.seconds,
        }
    }
}

/// # Errors
/// If the process is not there.
pub fn usage(pid: u32) -> Result<Usage> {
    let status =
        fs::read_to_string(format!("/proc/{pid}/status")).with_context(|| format!("no process {pid}"))?;
    let field = |name: &str| {
        let line = status.lines().find(|line| line.starts_with(name))?;
        line.split_whitespace().nth(1)?.parse::<f64>().ok()
    };
    Ok(Usage {
        cpu: cpu(&format!("/proc/{pid}/stat"))?,
        rss: field("VmRSS:").unwrap_or(0.0) / 1000.0,
        peak: field("VmHWM:").unwrap_or(0.0) / 1000.0,
    })
}

/// # Errors
/// If /proc cannot be read.
pub fn machine() -> Result<Machine> {
    let stat = fs::read_to_string("/proc/stat").context("/proc/stat")?;
    let times: Vec<f64> = stat
        .lines()
        .next()
        .unwrap_or("")
        .split_whitespace()
        .skip(1)
        .filter_map(|text| text.parse().ok())
        .collect();
    // user, nice, system, idle, iowait, irq, softirq, steal
    let busy = [0, 1, 2, 5, 6, 7].iter().filter_map(|at| times.get(*at)).sum::<f64>() / TICKS;
    let uptime = fs::read_to_string("/proc/uptime").context("/proc/uptime")?;
    let seconds = uptime.split_whitespace().next().and_then(|text| text.parse().ok()).unwrap_or(0.0);
    Ok(Machine { busy, own: cpu("/proc/self/stat")?, seconds })
}

fn cpu(path: &str) -> Result<f64> {
    let stat = fs::read_to_string(path).context(path.to_owned())?;
    // The name in parentheses may hold blanks: count from its end. User and system time are the 12th and 13th from there.
    let rest = stat.rsplit(')').next().unwrap_or("");
    let field =
        |at| rest.split_whitespace().nth(at).and_then(|text: &str| text.parse::<f64>().ok()).unwrap_or(0.0);
    Ok((field(11) + field(12)) / TICKS)
}
