//! How is a dossier read? As JSON by programs, as Markdown by editors, as one self-contained page by everybody.
