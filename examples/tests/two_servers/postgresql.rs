//! A PostgreSQL of the test's own: in a temporary folder, without a port, and gone with the test.

use std::fs::{self, File, Permissions};
use std::os::unix::fs::{MetadataExt as _, PermissionsExt as _, chown};
use std::os::unix::process::CommandExt as _;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread::sleep;
use std::time::Duration;

use postgres::{Client, NoTls};
use tempfile::TempDir;

/// Ends the database when its standard input does, so also when the test was killed. SIGQUIT is its immediate shutdown.
const KEEPER: &str = "\"$@\" & server=$!; cat; kill -QUIT $server; wait $server";

pub(crate) struct PostgreSql {
    folder: TempDir,
    keeper: Child,
}

impl PostgreSql {
    /// Makes a database and starts it; where none is installed, why there is none.
    pub(crate) fn start() -> Result<Self, String> {
        let programs = programs().ok_or("PostgreSQL is absent: install postgresql")?;
        let folder = tempfile::tempdir().unwrap();
        let owner = owner(folder.path())?;
        let data = folder.path().join("data");
        let command = |program: &Path| {
            let mut command = Command::new(program);
            command.current_dir(folder.path());
            if let Some((user, group)) = owner {
                command.uid(user).gid(group);
            }
            command
        };
        let made = command(&programs.join("initdb"))
            .args([
                "--username=csp",
                "--auth=trust",
                "--encoding=UTF8",
                "--locale=C",
                "--no-sync",
                "--pgdata",
            ])
            .arg(&data)
            .output()
            .unwrap();
        assert!(
            made.status.success(),
            "{}",
            String::from_utf8_lossy(&made.stderr)
        );
        let log = File::create(folder.path().join("log")).unwrap();
        let sockets = folder.path().display();
        let keeper = command(Path::new("sh"))
            .args(["-c", KEEPER, "sh"])
            .arg(programs.join("postgres"))
            .arg("-D")
            .arg(&data)
            .args([
                "-c",
                "listen_addresses=",
                "-c",
                &format!("unix_socket_directories={sockets}"),
            ])
            // Nothing has to outlive the machine.
            .args(["-c", "fsync=off"])
            .stdin(Stdio::piped())
            .stdout(log.try_clone().unwrap())
            .stderr(log)
            .spawn()
            .unwrap();
        let postgresql = Self { folder, keeper };
        postgresql.wait();
        Ok(postgresql)
    }

    pub(crate) fn url(&self) -> String {
        format!(
            "postgresql:///postgres?user=csp&host={}",
            self.folder.path().display()
        )
    }

    fn wait(&self) {
        for _ in 0..400 {
            if Client::connect(&self.url(), NoTls).is_ok() {
                return;
            }
            sleep(Duration::from_millis(50));
        }
        let log = fs::read_to_string(self.folder.path().join("log"));
        panic!("PostgreSQL does not start: {}", log.unwrap_or_default());
    }
}

impl Drop for PostgreSql {
    fn drop(&mut self) {
        drop(self.keeper.stdin.take());
        let _ = self.keeper.wait();
    }
}

/// Where the programs of the newest PostgreSQL are: in Debian's folder for them, or on the path.
fn programs() -> Option<PathBuf> {
    let installed = fs::read_dir("/usr/lib/postgresql").into_iter().flatten();
    let installed = installed.map(|entry| entry.unwrap().path().join("bin"));
    let version =
        |path: &PathBuf| -> Option<u32> { path.parent()?.file_name()?.to_str()?.parse().ok() };
    let path = std::env::var_os("PATH").unwrap_or_default();
    let has_programs =
        |path: &PathBuf| path.join("initdb").exists() && path.join("postgres").exists();
    let newest = installed.filter(has_programs).max_by_key(version);
    newest.or_else(|| std::env::split_paths(&path).find(has_programs))
}

/// Whose the database has to be. It refuses to be root's, and is then that of the user that comes with its package.
fn owner(folder: &Path) -> Result<Option<(u32, u32)>, String> {
    if fs::metadata(folder).unwrap().uid() != 0 {
        return Ok(None);
    }
    let id = |option: &str| {
        let output = Command::new("id")
            .args([option, "postgres"])
            .output()
            .ok()?;
        String::from_utf8(output.stdout).ok()?.trim().parse().ok()
    };
    let (Some(user), Some(group)) = (id("-u"), id("-g")) else {
        return Err("PostgreSQL does not run as root, and there is no user postgres".to_owned());
    };
    chown(folder, Some(user), Some(group)).unwrap();
    fs::set_permissions(folder, Permissions::from_mode(0o700)).unwrap();
    Ok(Some((user, group)))
}
