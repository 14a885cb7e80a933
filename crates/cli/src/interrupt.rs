//! Ctrl-C, SIGTERM and SIGHUP: the first asks the run to come to an end, the second ends the process at
//! once. What was recorded until then is on the disk.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use crate::error::Exit;
use crate::report::Report;

/// How long answers under way are awaited after the first signal: schedulers kill after thirty seconds.
const GRACE: Duration = Duration::from_secs(25);

/// Knows whether the user has asked the run to end.
#[derive(Debug, Clone, Default)]
pub(crate) struct Interrupt(Arc<AtomicBool>);

impl Interrupt {
    /// Listens from now on; needs a runtime to run in.
    pub(crate) fn listen(report: Arc<Report>) -> Self {
        let interrupt = Self::default();
        let asked = interrupt.clone();
        tokio::spawn(async move {
            if signal().await.is_none() {
                return;
            }
            asked.0.store(true, Ordering::Relaxed);
            report.warn(
                "stopping: answers under way are awaited",
                &["press Ctrl-C again to stop at once".into()],
            );
            let _ = tokio::time::timeout(GRACE, signal()).await;
            end_now();
        });
        interrupt
    }

    /// Tells whether the run is to end.
    pub(crate) fn is_asked(&self) -> bool {
        self.0.load(Ordering::Relaxed)
    }
}

#[expect(clippy::exit, clippy::disallowed_methods, reason = "the second Ctrl-C means at once")]
fn end_now() {
    std::process::exit(i32::from(Exit::Interrupted.code()));
}

/// Waits for a signal that asks to end; none where signals cannot be heard.
#[cfg(unix)]
async fn signal() -> Option<()> {
    use tokio::signal::unix::{SignalKind, signal};
    let mut interrupt = signal(SignalKind::interrupt()).ok()?;
    let mut terminate = signal(SignalKind::terminate()).ok()?;
    let mut hangup = signal(SignalKind::hangup()).ok()?;
    tokio::select! {
        heard = interrupt.recv() => heard,
        heard = terminate.recv() => heard,
        heard = hangup.recv() => heard,
    }
}

/// Waits for a signal that asks to end; none where signals cannot be heard.
#[cfg(not(unix))]
async fn signal() -> Option<()> {
    tokio::signal::ctrl_c().await.ok()
}
