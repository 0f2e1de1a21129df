package dev.sarraf.http;

import dev.sarraf.merchants.Permission;
import dev.sarraf.merchants.Permission.Subject;

/// Who may call a route. The list of routes is the list of who can do what.
public sealed interface Access {
    /// Everybody: pages, health, documentation. Such a route guards itself by an unguessable id in its path.
    Access PUBLIC = new Public();

    /// The merchant's server, by a secret key or any restricted one.
    Access ANY_KEY = new AnyKey();

    /// By a key that may read these objects.
    static Access toRead(Subject subject) {
        return new Needs(Permission.toRead(subject));
    }

    /// By a key that may change these objects.
    static Access toWrite(Subject subject) {
        return new Needs(Permission.toWrite(subject));
    }

    record Public() implements Access {}

    record AnyKey() implements Access {}

    /// The merchant's server, by its secret key or a restricted one that has this permission.
    record Needs(Permission permission) implements Access {}
}
