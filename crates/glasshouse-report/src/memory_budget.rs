//! The memory that this process may still take: the least of what is free and what its limits leave.
//!
//! Three things limit it on Linux: the free memory of the machine; the control group in which it runs (a container, a
//! batch job), of either version and with the groups around it; and the limits of the process itself (`ulimit -v`,
//! `ulimit -d`). Elsewhere the system does not say, and nothing is assumed.

use std::fs;
use std::path::{Path, PathBuf};

/// A source of facts about this machine; tests have their own.
type Files<'a> = &'a dyn Fn(&Path) -> Option<String>;

/// Bytes that this process may still take, if the system reports anything.
pub fn bytes() -> Option<u128> {
    least(&|path| fs::read_to_string(path).ok())
}

fn least(read: Files) -> Option<u128> {
    let groups = read(Path::new("/proc/self/cgroup")).unwrap_or_default();
    let groups = groups.lines().filter_map(|line| of_groups(line, read));
    [free(read), of_process(read)].into_iter().flatten().chain(groups).min()
}

/// Free memory of the machine.
fn free(read: Files) -> Option<u128> {
    let text = read(Path::new("/proc/meminfo"))?;
    let line = text.lines().find_map(|line| line.strip_prefix("MemAvailable:"))?;
    kibibytes(line)
}

/// What the limits of the process leave.
fn of_process(read: Files) -> Option<u128> {
    let (limits, status) = (read(Path::new("/proc/self/limits"))?, read(Path::new("/proc/self/status"))?);
    let left = |limit: &str, used: &str| {
        let limit = limits.lines().find_map(|line| line.strip_prefix(limit))?.split_whitespace().next()?;
        let used = kibibytes(status.lines().find_map(|line| line.strip_prefix(used))?)?;
        Some(limit.parse::<u128>().ok()?.saturating_sub(used))
    };
    [left("Max address space", "VmSize:"), left("Max data size", "VmData:")].into_iter().flatten().min()
}

/// What a control group and those around it leave; `line` is one of `/proc/self/cgroup`.
fn of_groups(line: &str, read: Files) -> Option<u128> {
    let mut parts = line.splitn(3, ':').skip(1);
    let (controllers, path) = (parts.next()?, parts.next()?);
    // Version 2 has one tree for everything, version 1 one for memory.
    let (root, limit, used, cache) = match controllers {
        "" => ("/sys/fs/cgroup", "memory.max", "memory.current", "inactive_file "),
        _ if controllers.split(',').any(|name| name == "memory") => {
            ("/sys/fs/cgroup/memory", "memory.limit_in_bytes", "memory.usage_in_bytes", "total_inactive_file ")
        }
        _ => return None,
    };
    let root = PathBuf::from(root);
    let own = root.join(path.trim_start_matches('/'));
    let left = |group: &Path| {
        let number = |name: &str| read(&group.join(name))?.trim().parse::<u128>().ok();
        // The page cache is given back when memory is short.
        let stat = read(&group.join("memory.stat")).unwrap_or_default();
        let cached = stat.lines().find_map(|line| line.strip_prefix(cache)?.trim().parse::<u128>().ok()).unwrap_or(0);
        Some(number(limit)?.saturating_sub(number(used)?.saturating_sub(cached)))
    };
    // A container may see its group as the root, under the path that the machine knows.
    own.ancestors().take_while(|group| group.starts_with(&root)).filter_map(left).min()
}

fn kibibytes(text: &str) -> Option<u128> {
    text.trim().strip_suffix("kB")?.trim().parse::<u128>().ok().map(|kib| kib * 1024)
}

#[cfg(test)]
mod tests {
    use super::*;

    const MIB: u128 = 1 << 20;

    fn on(files: &[(&str, &str)]) -> Option<u128> {
        least(&|path| files.iter().find(|(name, _)| Path::new(name) == path).map(|(_, text)| (*text).to_owned()))
    }

    #[test]
    fn the_least_of_all_limits_counts() {
        let free = ("/proc/meminfo", "MemTotal: 9 kB\nMemAvailable:    4194304 kB\n");
        assert_eq!(on(&[]), None);
        assert_eq!(on(&[free]), Some(4096 * MIB));
        let second = [
            free,
            ("/proc/self/cgroup", "0::/job/task\n"),
            ("/sys/fs/cgroup/job/memory.max", "314572800\n"),
            ("/sys/fs/cgroup/job/memory.current", "157286400\n"),
            ("/sys/fs/cgroup/job/memory.stat", "anon 1\ninactive_file 52428800\n"),
            ("/sys/fs/cgroup/job/task/memory.max", "max\n"),
            ("/sys/fs/cgroup/job/task/memory.current", "1\n"),
        ];
        assert_eq!(on(&second), Some(200 * MIB), "the group around it, without its cache");
        let first = [
            free,
            ("/proc/self/cgroup", "5:cpu,cpuacct:/a\n4:memory:/docker/a\n0::/a\n"),
            ("/sys/fs/cgroup/memory/memory.limit_in_bytes", "314572800\n"),
            ("/sys/fs/cgroup/memory/memory.usage_in_bytes", "104857600\n"),
        ];
        assert_eq!(on(&first), Some(200 * MIB), "the root, as a container sees it");
        let process = [
            free,
            ("/proc/self/limits", "Max data size   unlimited unlimited bytes\nMax address space  1073741824 x bytes\n"),
            ("/proc/self/status", "VmSize:\t  524288 kB\nVmData:\t 1 kB\n"),
        ];
        assert_eq!(on(&process), Some(512 * MIB));
        let over = [
            free,
            ("/proc/self/cgroup", "0::/\n"),
            ("/sys/fs/cgroup/memory.max", "5"),
            ("/sys/fs/cgroup/memory.current", "9"),
        ];
        assert_eq!(on(&over), Some(0));
    }
}
