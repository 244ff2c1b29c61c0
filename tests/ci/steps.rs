//! The action, the GitLab template and the examples, run as their services
//! would run them.
