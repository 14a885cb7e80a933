//! A translator and a memory that do as they are told and write down what happened.

use std::collections::{HashMap, HashSet};
use std::future::ready;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::task::Poll;

use recto_core::document::{Article, Block, Document, Kind};
use recto_core::fact::{read_zh, render_en};
use recto_core::memory::{Accept, Claim, Key, Memory, MemoryFault, Record, choose};
use recto_core::port::{
    Answered, Answers, Batch, Item, Keeping, Limits, Promise, Refusal, Translator, Usage,
};
use recto_core::unit::{Asker, Method};

/// What a translator does with a batch.
pub(crate) type Manner = dyn Fn(usize, &Batch) -> Result<Vec<Answered>, Refusal> + Send + Sync;

/// A translator that answers as it is told.
pub(crate) struct Fake {
    asker: Asker,
    pub(crate) limits: Limits,
    manner: Box<Manner>,
    /// Every batch it was asked for, in order.
    pub(crate) asked: Mutex<Vec<Batch>>,
    under_way: AtomicUsize,
    /// The most batches under way at once.
    pub(crate) crowd: AtomicUsize,
}

impl Fake {
    pub(crate) fn new(
        name: &str,
        manner: impl Fn(usize, &Batch) -> Result<Vec<Answered>, Refusal> + Send + Sync + 'static,
    ) -> Self {
        Self {
            asker: Asker { provider: name.into(), model: "m".into(), prompt: "p".into() },
            limits: Limits { items: 4, characters: 400, parallel: 3, keeping: Keeping::Recorded },
            manner: Box::new(manner),
            asked: Mutex::default(),
            under_way: AtomicUsize::new(0),
            crowd: AtomicUsize::new(0),
        }
    }

    /// A translator that answers everything well.
    pub(crate) fn good(name: &str) -> Self {
        Self::new(name, |_, batch| Ok(batch.items.iter().map(good).collect()))
    }

    pub(crate) fn count_batches(&self) -> usize {
        self.asked.lock().unwrap().len()
    }

    /// The texts it was asked for, in order.
    pub(crate) fn texts(&self) -> Vec<String> {
        let asked = self.asked.lock().unwrap();
        asked.iter().flat_map(|batch| &batch.items).map(|item| item.text.clone()).collect()
    }
}

/// A translation that the checks like.
pub(crate) fn good(item: &Item) -> Answered {
    say(item, &english(&item.text))
}

/// A translation of the right length that names its source, in letters, and keeps its figures.
pub(crate) fn english(text: &str) -> String {
    let number: usize = text.chars().map(|c| c as usize).sum();
    let name: String =
        number.to_string().bytes().map(|digit| char::from(digit - b'0' + b'a')).collect();
    let mut english = format!("Sentence {name} of the county says");
    for figure in read_zh(text) {
        english.push(' ');
        english.push_str(&render_en(&figure)[0]);
    }
    while english.chars().count() < 3 * text.chars().count() {
        english.push_str(" a little more");
    }
    english + "."
}

pub(crate) fn say(item: &Item, text: &str) -> Answered {
    Answered { id: item.id, text: text.into(), method: Method::Machine, gloss: Vec::new() }
}

impl Translator for Fake {
    fn asker(&self) -> &Asker {
        &self.asker
    }

    fn limits(&self) -> Limits {
        self.limits
    }

    fn translate<'a>(&'a self, batch: &'a Batch) -> Promise<'a, Result<Answers, Refusal>> {
        Box::pin(async move {
            let number = {
                let mut asked = self.asked.lock().unwrap();
                asked.push(batch.clone());
                asked.len()
            };
            let crowd = self.under_way.fetch_add(1, Ordering::Relaxed) + 1;
            self.crowd.fetch_max(crowd, Ordering::Relaxed);
            pause(5).await;
            self.under_way.fetch_sub(1, Ordering::Relaxed);
            let usage = Usage { requests: 1, input_tokens: 10, ..Usage::default() };
            (self.manner)(number, batch).map(|items| Answers {
                items,
                model: "m-2026".into(),
                usage,
            })
        })
    }
}

/// Comes back after so many looks at it.
pub(crate) async fn pause(mut looks: usize) {
    std::future::poll_fn(|context| {
        if looks == 0 {
            return Poll::Ready(());
        }
        looks -= 1;
        context.waker().wake_by_ref();
        Poll::Pending
    })
    .await;
}

/// A memory in the process that writes down what it was told.
#[derive(Default)]
pub(crate) struct Notebook {
    texts: Mutex<HashMap<String, Vec<Record>>>,
    /// Keys that another process holds.
    pub(crate) theirs: Mutex<HashSet<Key>>,
    /// What the other process records while it is waited for.
    pub(crate) coming: Mutex<Vec<Record>>,
    /// Every record, in order.
    pub(crate) recorded: Mutex<Vec<Record>>,
    pub(crate) claimed: Mutex<HashSet<Key>>,
    pub(crate) spent: Mutex<Usage>,
    /// Whether writing fails from now on.
    pub(crate) is_full: Mutex<bool>,
    /// How many looks the disk takes.
    pub(crate) disk: AtomicUsize,
    /// Whether what was written does not come to the disk from now on.
    pub(crate) is_broken: Mutex<bool>,
    /// How many records there were when each wait for the disk was over.
    pub(crate) synced: Mutex<Vec<usize>>,
}

impl Notebook {
    pub(crate) fn put(&self, record: &Record) {
        let mut texts = self.texts.lock().unwrap();
        let known = texts.entry(record.key.source.clone()).or_default();
        known.retain(|old| old.key != record.key);
        known.insert(0, record.clone());
    }

    pub(crate) fn forget(&self, key: &Key) {
        let mut texts = self.texts.lock().unwrap();
        texts.entry(key.source.clone()).or_default().retain(|known| known.key != *key);
    }

    fn fault(&self) -> Result<(), MemoryFault> {
        match *self.is_full.lock().unwrap() {
            true => Err(MemoryFault::Unusable("the disk is full".into())),
            false => Ok(()),
        }
    }
}

impl Memory for Notebook {
    fn recall<'a>(
        &'a self,
        keys: &'a [Key],
        accept: Accept,
    ) -> Promise<'a, Result<Vec<Option<Record>>, MemoryFault>> {
        let texts = self.texts.lock().unwrap();
        let find =
            |key: &Key| choose(texts.get(&key.source).cloned().unwrap_or_default(), key, accept);
        Box::pin(ready(Ok(keys.iter().map(find).collect())))
    }

    fn record<'a>(&'a self, records: &'a [Record]) -> Promise<'a, Result<(), MemoryFault>> {
        Box::pin(async move {
            pause(3).await;
            self.fault()?;
            for record in records {
                self.put(record);
                self.claimed.lock().unwrap().remove(&record.key);
                self.recorded.lock().unwrap().push(record.clone());
            }
            Ok(())
        })
    }

    fn durable(&self) -> Promise<'_, Result<(), MemoryFault>> {
        Box::pin(async move {
            pause(self.disk.load(Ordering::Relaxed)).await;
            self.synced.lock().unwrap().push(self.recorded.lock().unwrap().len());
            match *self.is_broken.lock().unwrap() {
                true => Err(MemoryFault::Unusable("the disk is broken".into())),
                false => Ok(()),
            }
        })
    }

    fn claim<'a>(&'a self, keys: &'a [Key]) -> Promise<'a, Result<Vec<Claim>, MemoryFault>> {
        Box::pin(async move {
            self.fault()?;
            let theirs = self.theirs.lock().unwrap();
            let mut claimed = self.claimed.lock().unwrap();
            let claim = |key: &Key| {
                if theirs.contains(key) {
                    return Claim::Theirs;
                }
                claimed.insert(key.clone());
                Claim::Ours
            };
            Ok(keys.iter().map(claim).collect())
        })
    }

    fn release<'a>(&'a self, keys: &'a [Key]) -> Promise<'a, Result<(), MemoryFault>> {
        let mut claimed = self.claimed.lock().unwrap();
        for key in keys {
            claimed.remove(key);
        }
        Box::pin(ready(Ok(())))
    }

    fn wait(&self) -> Promise<'_, ()> {
        for record in self.coming.lock().unwrap().drain(..) {
            self.put(&record);
        }
        self.theirs.lock().unwrap().clear();
        Box::pin(pause(2))
    }

    fn spent<'a>(
        &'a self,
        _asker: &'a Asker,
        usage: Usage,
        _cost: Option<u64>,
    ) -> Promise<'a, Result<(), MemoryFault>> {
        *self.spent.lock().unwrap() += usage;
        Box::pin(ready(Ok(())))
    }
}

/// A page with one article of these paragraphs.
pub(crate) fn page(paragraphs: &[&str]) -> Document {
    Document { articles: vec![article(paragraphs)] }
}

pub(crate) fn article(paragraphs: &[&str]) -> Article {
    let blocks = paragraphs.iter().map(|text| Block {
        kind: Kind::Paragraph,
        text: (*text).to_owned(),
        spans: Vec::new(),
        head_missing: false,
        tail_missing: false,
    });
    Article { blocks: blocks.collect() }
}
