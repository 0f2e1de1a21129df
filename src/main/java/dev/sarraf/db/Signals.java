package dev.sarraf.db;

import dev.sarraf.ids.Random62;
import dev.sarraf.ids.Secret;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;

/// Word between the processes on one database that there is something to look for, by PostgreSQL's LISTEN and
/// NOTIFY.
///
/// Whoever listens has one connection beside the pools. Word gets lost while it is broken, so it can only
/// hasten what is found without it; after each new connection everybody is told once, in case there was any.
/// What is sent is nothing but the channel and a name that the process has drawn, by which it leaves out its
/// own word.
public final class Signals implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(Signals.class.getName());

    /// How long closing has to wait for whoever listens.
    private static final Duration LISTENING = Duration.ofMillis(250);

    /// After so many without any word, some ten seconds, the connection has to show that it is alive.
    private static final int QUIET_TURNS = 40;

    private static final int ALIVE_SECONDS = 2;
    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final Pattern CHANNEL = Pattern.compile("[a-z_]{1,60}");

    private final String jdbcUrl;
    private final String user;
    private final Secret password;
    private final String name = Random62.text(12);
    private final Map<String, Runnable> listeners = new ConcurrentHashMap<>();
    private final Thread loop = Thread.ofPlatform().name("signals").daemon().unstarted(this::run);
    private volatile boolean isClosing;

    public Signals(String jdbcUrl, String user, Secret password) {
        this.jdbcUrl = jdbcUrl;
        this.user = user;
        this.password = password;
    }

    /// Has `heard` run whenever another process has sent word on this channel, and when it may have. To be
    /// called before [#start]. `heard` must not block.
    public void listen(String channel, Runnable heard) {
        listeners.put(checked(channel), heard);
    }

    /// Begins to listen, and goes on until [#close], whatever becomes of the connection.
    public void start() {
        loop.start();
    }

    /// Sends word to all other processes that listen on this channel, through a connection of that pool.
    ///
    /// Not to be called within a transaction of any weight: those that send word commit one at a time.
    public void send(Database through, String channel) {
        through.inOneQuery(tx -> tx.query("SELECT pg_notify(:channel, :name)")
                .bind("channel", checked(channel))
                .bind("name", name)
                .map((_, _) -> channel)
                .one());
    }

    @Override
    public void close() {
        isClosing = true;
        LockSupport.unpark(loop);
        try {
            if (loop.isAlive()) {
                loop.join(Duration.ofSeconds(ALIVE_SECONDS));
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        while (!isClosing) {
            try (var connection = connect()) {
                listen(connection);
            } catch (SQLException e) {
                if (!isClosing) {
                    LOG.log(System.Logger.Level.WARNING, "no word from other processes why={0}", e.getMessage());
                    LockSupport.parkNanos(PAUSE.toNanos());
                }
            }
        }
    }

    private void listen(Connection connection) throws SQLException {
        try (var statement = connection.createStatement()) {
            for (var channel : listeners.keySet()) {
                statement.execute("LISTEN " + channel);
            }
        }
        listeners.values().forEach(Runnable::run);
        var source = connection.unwrap(PGConnection.class);
        int quiet = 0;
        while (!isClosing) {
            var word = Optional.ofNullable(source.getNotifications(Math.toIntExact(LISTENING.toMillis())))
                    .orElse(new PGNotification[0]);
            quiet = word.length > 0 ? 0 : quiet + 1;
            if (quiet == QUIET_TURNS) {
                quiet = 0;
                if (!connection.isValid(ALIVE_SECONDS)) {
                    throw new SQLException("the connection that listens is dead");
                }
            }
            Arrays.stream(word)
                    .filter(one -> !one.getParameter().equals(name))
                    .map(PGNotification::getName)
                    .distinct()
                    .forEach(this::tell);
        }
    }

    private void tell(String channel) {
        Optional.ofNullable(listeners.get(channel)).ifPresent(Runnable::run);
    }

    private Connection connect() throws SQLException {
        var properties = new Properties();
        properties.setProperty("user", user);
        properties.setProperty("password", password.reveal());
        properties.setProperty("ApplicationName", "sarraf signals");
        properties.setProperty("connectTimeout", "5");
        properties.setProperty("tcpKeepAlive", "true");
        return DriverManager.getConnection(jdbcUrl, properties);
    }

    private static String checked(String channel) {
        if (!CHANNEL.matcher(channel).matches()) {
            throw new IllegalArgumentException("bug: " + channel + " is no channel");
        }
        return channel;
    }
}
