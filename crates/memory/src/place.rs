//! Where the file lies: made private when it is made, and known again when it was exchanged.

use std::fs::{self, DirBuilder, OpenOptions};
use std::io;
use std::path::Path;

/// What tells one file from another that has its name later.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Identity(u64, u64);

/// Makes an empty file that only its owner reads, and the folders above it; an existing file stays.
pub(crate) fn make(path: &Path) -> io::Result<()> {
    if let Some(folder) = path.parent().filter(|folder| !folder.as_os_str().is_empty()) {
        let mut builder = DirBuilder::new();
        builder.recursive(true);
        #[cfg(unix)]
        std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
        builder.create(folder)?;
    }
    let mut options = OpenOptions::new();
    options.write(true).create(true).truncate(false);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path).map(drop)
}

/// Returns what tells the file at `path` from another one; none where there is no file.
#[cfg(unix)]
pub(crate) fn identity(path: &Path) -> Option<Identity> {
    use std::os::unix::fs::MetadataExt;
    fs::metadata(path).ok().map(|meta| Identity(meta.dev(), meta.ino()))
}

/// Tells only that a file is there: other systems do not let an open file be exchanged.
#[cfg(not(unix))]
pub(crate) fn identity(path: &Path) -> Option<Identity> {
    fs::metadata(path).ok().map(|_| Identity(0, 0))
}

/// Tells whether the path lies on a network file system, where SQLite's shared memory does not work.
pub(crate) fn is_on_network(path: &Path) -> bool {
    let whole = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    let Ok(mounts) = fs::read_to_string("/proc/self/mounts") else { return false };
    mount_type(&mounts, &whole).is_some_and(is_network_type)
}

/// Returns the type of the file system that holds a path: that of the longest mount point above it.
fn mount_type<'a>(mounts: &'a str, path: &Path) -> Option<&'a str> {
    let mounted = mounts.lines().filter_map(|line| {
        let mut fields = line.split(' ').skip(1);
        let point = fields.next()?.replace("\\040", " ");
        let kind = fields.next()?;
        path.starts_with(&point).then_some((point.len(), kind))
    });
    // Of two mounts on one point the later one counts, as max_by_key takes the last.
    mounted.max_by_key(|(length, _)| *length).map(|(_, kind)| kind)
}

fn is_network_type(kind: &str) -> bool {
    const NETWORK: [&str; 12] = [
        "nfs",
        "nfs4",
        "cifs",
        "smb3",
        "smbfs",
        "9p",
        "afs",
        "ceph",
        "glusterfs",
        "lustre",
        "gpfs",
        "ncpfs",
    ];
    NETWORK.contains(&kind)
        || kind.strip_prefix("fuse.").is_some_and(|name| {
            ["sshfs", "glusterfs", "s3fs", "rclone", "gcsfuse", "davfs2"].contains(&name)
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longest_mount_point_above_a_path_counts() {
        let mounts = "/dev/a / ext4 rw 0 0\nsrv:/x /home nfs4 rw 0 0\n/dev/b /home/mei ext4 rw 0 0\n\
                      srv:/y /mnt/two\\040words cifs rw 0 0\n";
        for (path, kind) in [
            ("/var/m", "ext4"),
            ("/home/li/m", "nfs4"),
            ("/home/mei/m", "ext4"),
            ("/mnt/two words/m", "cifs"),
            ("/homes/m", "ext4"),
        ] {
            assert_eq!(mount_type(mounts, Path::new(path)), Some(kind), "{path}");
        }
        assert!(is_network_type("nfs4") && is_network_type("fuse.sshfs"));
        assert!(!is_network_type("ext4") && !is_network_type("fuse.lxcfs"));
    }
}
