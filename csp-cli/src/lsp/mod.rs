//! `csp lsp`: what `csp lint` and `csp explain` say, in an editor.

mod folders;
mod sites;

use std::io::{self, BufReader};
use std::process::ExitCode;

use clap::Args;
use csp_lsp::Server;

use crate::error::CommandError;
use crate::lint::Asked;
use folders::Folders;

/// Serves an editor: findings as they are typed, what a definition says, completion, quick fixes, the outline, and where nodes are defined.
///
/// It speaks the Language Server Protocol on standard input and output; editors start it. How, for VS Code, Neovim and Helix, is on the page docs/editors.md.
#[derive(Args)]
#[command(after_help = "\
Settings may stand in `csp.toml`, which is looked for in the folder of each file and those above it, as `csp lint` reads it; arguments go before it. They are read again when `csp.toml` changes.

Exit code: 0 after `shutdown` and `exit`; 1 without `shutdown`; 2 when called wrongly.")]
pub(crate) struct Lsp {
    #[command(flatten)]
    asked: Asked,
}

impl Lsp {
    pub(crate) fn run(&self) -> Result<ExitCode, CommandError> {
        let mut server = Server::new(Box::new(Folders::new(self.asked.clone())));
        // Not locked: another thread reads it.
        let input = BufReader::new(io::stdin());
        let was_shut_down = csp_lsp::run(&mut server, input, &mut io::stdout().lock());
        match was_shut_down {
            Ok(true) => Ok(ExitCode::SUCCESS),
            Ok(false) => Ok(ExitCode::FAILURE),
            // The editor is gone and has not said `shutdown`; elsewhere who stops reading has seen enough.
            Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(ExitCode::FAILURE),
            Err(error) => Err(CommandError::Output(error)),
        }
    }
}
