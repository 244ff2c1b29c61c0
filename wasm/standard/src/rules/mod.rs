//! The rules of the standard pack, one a file. Adding a file here is all that
//! it takes: the build lists this folder.

use crossfoot_kit::rule::Explained;

use crate::series::Across;

include!(concat!(env!("OUT_DIR"), "/rules.rs"));
