//! Hearing of changes for as long as the system tells of them, and looking when it does not.

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::mpsc::Sender;

use anyhow::{Result, anyhow};

use super::watch::{Deaf, Watch};
use super::{Event, Voice};
use crate::source::disk::Folder;

/// What is to be watched, given to whatever watches.
type More<'a> = &'a dyn Fn(&mut Watch) -> Result<(), Deaf>;

/// A watch that is replaced by one that looks when the system has had enough.
pub struct Ears {
    watch: Watch,
    sender: Sender<Event>,
    voice: Arc<dyn Voice>,
}

impl Ears {
    /// Watches a handbook's folders; `look` does not even try to be told.
    ///
    /// # Errors
    /// When there is no way to learn of changes.
    pub fn start(look: bool, sender: Sender<Event>, voice: Arc<dyn Voice>, folder: &Folder) -> Result<Self> {
        let watch = listen(look, &sender, &*voice, &all(folder))?;
        Ok(Self { watch, sender, voice })
    }

    /// Forgets everything that was watched: another folder has taken its place.
    ///
    /// # Errors
    /// When there is no way to learn of changes.
    pub fn begin_anew(&mut self, folder: &Folder) -> Result<()> {
        self.watch = listen(self.watch.is_looking(), &self.sender, &*self.voice, &all(folder))?;
        Ok(())
    }

    /// Whether it looks, and is not told.
    pub fn is_looking(&self) -> bool {
        self.watch.is_looking()
    }

    /// Folders whose list of names changed since this was last asked.
    pub fn stirred(&mut self) -> Vec<PathBuf> {
        self.watch.stirred()
    }

    /// Watches more folders, or looks through all of them when the system watches no more.
    pub fn add(&mut self, folder: &Folder, more: More<'_>) {
        if more(&mut self.watch).is_ok() {
            return;
        }
        self.voice.say(&words(&Deaf::Full));
        let both = |watch: &mut Watch| {
            all(folder)(watch)?;
            more(watch)
        };
        if let Ok(watch) = listen(true, &self.sender, &*self.voice, &both) {
            self.watch = watch;
        }
    }
}

fn all(folder: &Folder) -> impl Fn(&mut Watch) -> Result<(), Deaf> {
    |watch| watch.add(folder.folders(folder.root()))
}

/// A watch that is told; one that looks when the system tells nobody anything.
fn listen(look: bool, sender: &Sender<Event>, voice: &dyn Voice, add: More<'_>) -> Result<Watch> {
    let attempt = |look: bool| {
        let mut watch = Watch::new(look, sender.clone())?;
        add(&mut watch).map(|()| watch)
    };
    let watch = attempt(look).or_else(|deaf| {
        voice.say(&words(&deaf));
        attempt(true)
    });
    watch.map_err(|deaf| anyhow!("the folder cannot be watched: {}", words(&deaf)))
}

fn words(deaf: &Deaf) -> String {
    const INSTEAD: &str = "so that they are looked through again and again";
    match deaf {
        Deaf::Full => format!(
            "note: the system watches no more folders for you, {INSTEAD}; \
             `sudo sysctl fs.inotify.max_user_watches=524288 fs.inotify.max_user_instances=512` mends that"
        ),
        Deaf::Failed(said) => {
            format!("note: the system does not tell of changes in these folders ({said}), {INSTEAD}")
        }
    }
}
