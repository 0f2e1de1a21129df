package dev.sarraf.http;

/// Who may call a route. The list of routes is the list of who can do what.
public enum Access {
    /// Everybody: pages, health, documentation. Such a route guards itself by an unguessable id in its path.
    PUBLIC,
    /// The merchant's server, by its secret key.
    SECRET_KEY
}
