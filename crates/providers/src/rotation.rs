//! Several keys for one provider: each has a wire of its own, with the limits of its account.
//!
//! Whoever has the least under way is asked next, so that a key that has to wait takes less and holds
//! up nobody. A key that is refused, or has nothing left, is out for the run; the others go on.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use recto_core::port::{
    Answers, Batch, Brief, Draft, Limits, Promise, Refusal, Summarizer, Translator,
};
use recto_core::unit::Asker;

/// The same provider under several keys.
pub struct Rotation<T: ?Sized> {
    lanes: Vec<Lane<T>>,
    next: AtomicUsize,
    refused: RefusedKeys,
}

/// The keys that were refused in a run, by their number from 0, with what was said.
#[derive(Debug, Clone, Default)]
pub struct RefusedKeys(Arc<Mutex<Vec<(usize, Refusal)>>>);

/// The provider under one key.
struct Lane<T: ?Sized> {
    one: Box<T>,
    under_way: AtomicUsize,
    out: OnceLock<Refusal>,
}

/// A question that is under way; dropping it says that it no longer is.
struct UnderWay<'a>(&'a AtomicUsize);

impl<T: ?Sized> Rotation<T> {
    /// Shares the questions among the first and the others; they are the same asker under other keys.
    /// What is refused is entered into `refused`.
    pub fn new(first: Box<T>, others: Vec<Box<T>>, refused: RefusedKeys) -> Self {
        let lane = |one| Lane { one, under_way: AtomicUsize::new(0), out: OnceLock::new() };
        let lanes = std::iter::once(first).chain(others).map(lane).collect();
        Self { lanes, next: AtomicUsize::new(0), refused }
    }

    fn first(&self) -> &T {
        &self.lanes[0].one
    }

    /// Asks with one key after the other until one is not refused.
    async fn ask<'a, A>(
        &'a self,
        question: impl Fn(&'a T) -> Promise<'a, Result<A, Refusal>>,
    ) -> Result<A, Refusal> {
        loop {
            let (number, lane) = self.freest()?;
            let under_way = UnderWay::of(&lane.under_way);
            let answer = question(&lane.one).await;
            drop(under_way);
            match answer {
                Err(refusal @ (Refusal::Key(_) | Refusal::Quota(_))) => {
                    if lane.out.set(refusal.clone()).is_ok() {
                        self.refused.enter(number, refusal);
                    }
                }
                other => return other,
            }
        }
    }

    /// Returns whoever has the least under way, those in turn that have as much; what was said last where
    /// all are out.
    fn freest(&self) -> Result<(usize, &Lane<T>), Refusal> {
        let from = self.next.fetch_add(1, Ordering::Relaxed);
        let in_turn = (0..self.lanes.len()).map(|step| (from + step) % self.lanes.len());
        let lanes = in_turn.map(|number| (number, &self.lanes[number]));
        let able = lanes.filter(|(_, lane)| lane.out.get().is_none());
        able.min_by_key(|(_, lane)| lane.under_way.load(Ordering::Relaxed)).ok_or_else(|| {
            let said = self.lanes.iter().filter_map(|lane| lane.out.get()).next_back();
            said.cloned().expect("a lane that is out says why")
        })
    }
}

impl<'a> UnderWay<'a> {
    fn of(count: &'a AtomicUsize) -> Self {
        count.fetch_add(1, Ordering::Relaxed);
        Self(count)
    }
}

impl Drop for UnderWay<'_> {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::Relaxed);
    }
}

impl RefusedKeys {
    /// Returns the keys that were refused since this was asked last, in the order in which they were.
    pub fn take(&self) -> Vec<(usize, Refusal)> {
        std::mem::take(&mut *self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }

    fn enter(&self, number: usize, refusal: Refusal) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).push((number, refusal));
    }
}

impl Translator for Rotation<dyn Translator> {
    fn asker(&self) -> &Asker {
        self.first().asker()
    }

    fn limits(&self) -> Limits {
        self.first().limits()
    }

    fn translate<'a>(&'a self, batch: &'a Batch) -> Promise<'a, Result<Answers, Refusal>> {
        Box::pin(self.ask(move |one| one.translate(batch)))
    }
}

impl Summarizer for Rotation<dyn Summarizer> {
    fn asker(&self) -> &Asker {
        self.first().asker()
    }

    fn limits(&self) -> Limits {
        self.first().limits()
    }

    fn summarize<'a>(&'a self, brief: &'a Brief) -> Promise<'a, Result<Draft, Refusal>> {
        Box::pin(self.ask(move |one| one.summarize(brief)))
    }
}

#[cfg(test)]
mod tests {
    use recto_core::port::Keeping;
    use tokio::sync::Notify;

    use super::*;

    /// Answers or refuses, where it is slow only when it is told to.
    struct Fake {
        asker: Asker,
        answer: Result<(), Refusal>,
        asked: AtomicUsize,
        go: Option<Notify>,
    }

    fn fake(answer: Result<(), Refusal>) -> Arc<Fake> {
        Arc::new(Fake { answer, ..Fake::quick() })
    }

    impl Fake {
        fn quick() -> Self {
            let asker = Asker { provider: "p".into(), model: "m".into(), prompt: "1".into() };
            Self { asker, answer: Ok(()), asked: AtomicUsize::new(0), go: None }
        }
    }

    /// A fake that the test still looks at.
    struct Lent(Arc<Fake>);

    impl Translator for Lent {
        fn asker(&self) -> &Asker {
            &self.0.asker
        }

        fn limits(&self) -> Limits {
            Limits { items: 1, characters: 10, parallel: 4, keeping: Keeping::Recorded }
        }

        fn translate<'a>(&'a self, _: &'a Batch) -> Promise<'a, Result<Answers, Refusal>> {
            self.0.asked.fetch_add(1, Ordering::Relaxed);
            Box::pin(async {
                if let Some(go) = &self.0.go {
                    go.notified().await;
                }
                self.0.answer.clone().map(|()| Answers::default())
            })
        }
    }

    fn rotation(fakes: &[Arc<Fake>]) -> (Rotation<dyn Translator>, RefusedKeys) {
        let refused = RefusedKeys::default();
        let mut lanes =
            fakes.iter().map(|fake| Box::new(Lent(Arc::clone(fake))) as Box<dyn Translator>);
        let first = lanes.next().expect("there is one");
        (Rotation::new(first, lanes.collect(), refused.clone()), refused)
    }

    fn asked(fakes: &[Arc<Fake>]) -> Vec<usize> {
        fakes.iter().map(|fake| fake.asked.load(Ordering::Relaxed)).collect()
    }

    #[tokio::test]
    async fn keys_take_turns() {
        let fakes = [fake(Ok(())), fake(Ok(())), fake(Ok(()))];
        let (rotation, _) = rotation(&fakes);
        for _ in 0..6 {
            rotation.translate(&Batch::default()).await.expect("answered");
        }
        assert_eq!(asked(&fakes), [2, 2, 2]);
    }

    #[tokio::test]
    async fn a_key_that_has_to_wait_takes_less() {
        let slow = Arc::new(Fake { go: Some(Notify::new()), ..Fake::quick() });
        let fakes = [Arc::clone(&slow), fake(Ok(()))];
        let (rotation, _) = rotation(&fakes);
        let batch = Batch::default();
        let quick = async {
            for _ in 0..4 {
                rotation.translate(&batch).await.expect("answered");
            }
            assert_eq!(asked(&fakes), [1, 4]);
            slow.go.as_ref().expect("it is slow").notify_one();
        };
        let (waited, ()) = tokio::join!(rotation.translate(&batch), quick);
        assert!(waited.is_ok());
    }

    #[tokio::test]
    async fn a_key_that_is_refused_is_out_and_told_once() {
        let no = Refusal::Key("no".into());
        let fakes = [fake(Err(no.clone())), fake(Ok(()))];
        let (rotation, refused) = rotation(&fakes);
        for _ in 0..5 {
            rotation.translate(&Batch::default()).await.expect("answered by the other");
        }
        assert_eq!(asked(&fakes), [1, 5]);
        assert_eq!(refused.take(), [(0, no)]);
        assert_eq!(refused.take(), []);
    }

    #[tokio::test]
    async fn only_when_all_are_out_it_is_refused() {
        let none_left = Refusal::Quota("nothing left".into());
        let fakes = [fake(Err(Refusal::Key("no".into()))), fake(Err(none_left.clone()))];
        let (rotation, refused) = rotation(&fakes);
        for _ in 0..2 {
            let said = rotation.translate(&Batch::default()).await.err();
            assert_eq!(said, Some(none_left.clone()));
        }
        assert_eq!((asked(&fakes), refused.take().len()), (vec![1, 1], 2));
    }

    #[tokio::test]
    async fn another_refusal_is_not_asked_around() {
        let fakes = [fake(Err(Refusal::Content("no".into()))), fake(Ok(()))];
        let (rotation, _) = rotation(&fakes);
        assert!(rotation.translate(&Batch::default()).await.is_err());
        assert_eq!(asked(&fakes), [1, 0]);
    }
}
