//! In what order? One readable pipeline, the dossier's assembly, every threshold with default and meaning.
