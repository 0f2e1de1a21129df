package dev.sarraf.db;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Stream;

/// Whom PostgreSQL's programs run as, since they refuse to run as root.
///
/// An ordinary user runs them as himself. Root runs them, in this order of preference: as the user who already owns
/// the data, in a user namespace without any rights of root's, as `nobody`.
///
/// @param prefix the words to put before a command
/// @param owner the user whom the data must belong to, where that is not the one whom this process runs as
record ServerAccount(List<String> prefix, OptionalInt owner) {
    private static final int ROOT = 0;

    /// `nobody` on every Linux; asked for by number because its group has different names.
    private static final int NOBODY = 65534;

    private static final Duration PROBE = Duration.ofSeconds(10);

    /// Chooses for the data that lies, or will lie, in this folder.
    static ServerAccount choose(Path data) throws IOException {
        int self = ownerOf(Path.of("/proc/self"));
        if (self != ROOT) {
            return new ServerAccount(List.of(), OptionalInt.empty());
        }
        if (Files.exists(data) && ownerOf(data) != ROOT) {
            return user(ownerOf(data));
        }
        var namespace = namespace();
        return Command.run(namespace.command(List.of(program("true"))), PROBE).succeeded() ? namespace : nobody();
    }

    /// Root without root's rights. Its files still belong to root.
    static ServerAccount namespace() {
        return new ServerAccount(List.of(program("unshare"), "--user", "--"), OptionalInt.empty());
    }

    static ServerAccount nobody() {
        return user(NOBODY);
    }

    /// The one right that is kept opens the way through folders that only root may enter, such as `/root`, and
    /// `no_setuid_fixup` lets it count where a program asks beforehand whether it may.
    private static ServerAccount user(int uid) {
        return new ServerAccount(
                List.of(
                        program("setpriv"),
                        "--reuid=" + uid,
                        "--regid=" + uid,
                        "--clear-groups",
                        "--inh-caps=-all,+dac_override",
                        "--ambient-caps=-all,+dac_override",
                        "--bounding-set=-all,+dac_override",
                        "--securebits=+no_setuid_fixup",
                        "--"),
                OptionalInt.of(uid));
    }

    List<String> command(List<String> words) {
        return Stream.concat(prefix.stream(), words.stream()).toList();
    }

    /// Makes a folder, and all that lies in it, this account's own.
    void own(Path folder) throws IOException {
        if (owner.isPresent() && ownerOf(folder) != owner.getAsInt()) {
            try (var paths = Files.walk(folder)) {
                for (var path : paths.toList()) {
                    Files.setAttribute(path, "unix:uid", owner.getAsInt(), LinkOption.NOFOLLOW_LINKS);
                }
            }
        }
    }

    private static int ownerOf(Path path) throws IOException {
        return (int) Files.getAttribute(path, "unix:uid");
    }

    private static String program(String name) {
        return Command.find(name)
                .orElseThrow(() -> new CannotStart("Root needs the program " + name
                        + " (package util-linux) to run PostgreSQL: install it, or run Sarraf as an ordinary user"))
                .toString();
    }
}
