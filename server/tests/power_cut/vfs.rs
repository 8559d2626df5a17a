//! A layer under SQLite that remembers what has been synced: the operating system's own file system, with every write,
//! truncation and sync noted on the way through. `Disk::cut` says what would be left of the files after a power cut.
//! Only tests use it, and only here is unsafe code: SQLite's interface for file systems is C.
#![allow(unsafe_code)]

use rusqlite::ffi;
use std::{
    collections::HashMap,
    ffi::{CStr, CString, c_char, c_int, c_void},
    fs,
    path::Path,
    sync::{Mutex, MutexGuard, OnceLock, PoisonError},
};

/// The layer's name, for opening.
pub const NAME: &str = "power-cut";

enum Change {
    Write(usize, Vec<u8>),
    Truncate(usize),
}

impl Change {
    fn apply(&self, image: &mut Vec<u8>) {
        match self {
            Self::Write(at, bytes) => {
                if image.len() < at + bytes.len() {
                    image.resize(at + bytes.len(), 0);
                }
                image[*at..at + bytes.len()].copy_from_slice(bytes);
            }
            Self::Truncate(length) => image.truncate(*length),
        }
    }
}

#[derive(Default)]
struct File {
    synced: Vec<u8>,
    unsynced: Vec<Change>,
}

#[derive(Default)]
struct State {
    files: HashMap<String, File>,
    /// Open files by the address of SQLite's structure: path, and the operating system's methods (a database and its
    /// log have different ones).
    open: HashMap<usize, (String, Methods)>,
    /// Our tables of methods by the address of theirs.
    tables: HashMap<usize, &'static ffi::sqlite3_io_methods>,
    syncs: u64,
}

static STATE: OnceLock<Mutex<State>> = OnceLock::new();

fn state() -> MutexGuard<'static, State> {
    STATE.get_or_init(Mutex::default).lock().unwrap_or_else(PoisonError::into_inner)
}

/// What is left after the power went: synced bytes and, of what was not synced, every change for which `survives` says so
/// (a disk may have written some of it, in any order).
pub fn cut(folder: &Path, into: &Path, mut survives: impl FnMut() -> bool) {
    let state = state();
    for (path, file) in &state.files {
        let Ok(name) = Path::new(path).strip_prefix(folder) else { continue };
        let mut image = file.synced.clone();
        for change in &file.unsynced {
            if survives() {
                change.apply(&mut image);
            }
        }
        fs::write(into.join(name), image).unwrap();
    }
}

/// How often something was synced.
pub fn syncs() -> u64 {
    state().syncs
}

struct Layer {
    base: *mut ffi::sqlite3_vfs,
}

/// A table of function pointers.
type Methods = &'static ffi::sqlite3_io_methods;

// SAFETY: the base layer is static data of SQLite.
unsafe impl Send for Layer {}
// SAFETY: as above.
unsafe impl Sync for Layer {}

static LAYER: OnceLock<Layer> = OnceLock::new();

/// Registers the layer, once.
pub fn register() {
    LAYER.get_or_init(|| {
        // SAFETY: the default layer exists for the life of the program; the copy is leaked and so does too.
        unsafe {
            assert_eq!(ffi::sqlite3_initialize(), ffi::SQLITE_OK);
            let base = ffi::sqlite3_vfs_find(std::ptr::null());
            assert!(!base.is_null());
            let mut copy = *base;
            copy.zName = CString::new(NAME).unwrap().into_raw();
            copy.pNext = std::ptr::null_mut();
            copy.xOpen = Some(open);
            copy.xDelete = Some(delete);
            let registered = ffi::sqlite3_vfs_register(Box::into_raw(Box::new(copy)), 0);
            assert_eq!(registered, ffi::SQLITE_OK);
            Layer { base }
        }
    });
}

fn layer() -> &'static Layer {
    LAYER.get().unwrap()
}

fn methods(file: *mut ffi::sqlite3_file) -> Methods {
    state().open[&(file as usize)].1
}

unsafe extern "C" fn open(
    vfs: *mut ffi::sqlite3_vfs,
    name: ffi::sqlite3_filename,
    file: *mut ffi::sqlite3_file,
    flags: c_int,
    out: *mut c_int,
) -> c_int {
    // SAFETY: the arguments are SQLite's; the base layer's structure of a file has the size that our copy declares.
    unsafe {
        let result = (*layer().base).xOpen.unwrap()(vfs, name, file, flags, out);
        if result != ffi::SQLITE_OK || name.is_null() || (*file).pMethods.is_null() {
            return result;
        }
        let theirs: Methods = &*(*file).pMethods;
        let path = CStr::from_ptr(name).to_string_lossy().into_owned();
        let found = fs::read(&path).unwrap_or_default();
        let mut state = state();
        state.open.insert(file as usize, (path.clone(), theirs));
        state.files.entry(path).or_insert_with(|| File { synced: found, unsynced: Vec::new() });
        let ours = state.tables.entry(std::ptr::from_ref(theirs) as usize).or_insert_with(|| {
            Box::leak(Box::new(ffi::sqlite3_io_methods {
                // Without memory mapping: everything passes through here.
                iVersion: theirs.iVersion.min(2),
                xClose: Some(close),
                xWrite: Some(write),
                xTruncate: Some(truncate),
                xSync: Some(sync),
                ..*theirs
            }))
        });
        (*file).pMethods = std::ptr::from_ref::<ffi::sqlite3_io_methods>(ours);
        result
    }
}

unsafe extern "C" fn delete(vfs: *mut ffi::sqlite3_vfs, name: *const c_char, sync: c_int) -> c_int {
    // SAFETY: the arguments are SQLite's.
    unsafe {
        state().files.remove(&*CStr::from_ptr(name).to_string_lossy());
        (*layer().base).xDelete.unwrap()(vfs, name, sync)
    }
}

fn note(file: *mut ffi::sqlite3_file, change: Change) {
    let mut state = state();
    let path = state.open[&(file as usize)].0.clone();
    if let Some(file) = state.files.get_mut(&path) {
        file.unsynced.push(change);
    }
}

unsafe extern "C" fn close(file: *mut ffi::sqlite3_file) -> c_int {
    let removed = state().open.remove(&(file as usize));
    // SAFETY: passed on as it came.
    unsafe { removed.unwrap().1.xClose.unwrap()(file) }
}

unsafe extern "C" fn write(
    file: *mut ffi::sqlite3_file,
    bytes: *const c_void,
    length: c_int,
    at: i64,
) -> c_int {
    // SAFETY: SQLite hands over `length` readable bytes.
    unsafe {
        let result = methods(file).xWrite.unwrap()(file, bytes, length, at);
        if result == ffi::SQLITE_OK {
            let written = std::slice::from_raw_parts(bytes.cast::<u8>(), usize::try_from(length).unwrap());
            note(file, Change::Write(usize::try_from(at).unwrap(), written.to_vec()));
        }
        result
    }
}

unsafe extern "C" fn truncate(file: *mut ffi::sqlite3_file, size: i64) -> c_int {
    // SAFETY: passed on as it came.
    let result = unsafe { methods(file).xTruncate.unwrap()(file, size) };
    if result == ffi::SQLITE_OK {
        note(file, Change::Truncate(usize::try_from(size).unwrap()));
    }
    result
}

unsafe extern "C" fn sync(file: *mut ffi::sqlite3_file, flags: c_int) -> c_int {
    // SAFETY: passed on as it came.
    let result = unsafe { methods(file).xSync.unwrap()(file, flags) };
    if result == ffi::SQLITE_OK {
        let mut state = state();
        state.syncs += 1;
        let path = state.open[&(file as usize)].0.clone();
        if let Some(file) = state.files.get_mut(&path) {
            for change in std::mem::take(&mut file.unsynced) {
                change.apply(&mut file.synced);
            }
        }
    }
    result
}
