package dev.sarraf.simulator;

import dev.sarraf.simulator.acs.Acs;
import dev.sarraf.simulator.admin.AdminApi;
import dev.sarraf.simulator.gateway.AcsAddresses;
import dev.sarraf.simulator.gateway.CardSessions;
import dev.sarraf.simulator.gateway.Challenges;
import dev.sarraf.simulator.gateway.GatewayApi;
import dev.sarraf.simulator.gateway.Merchant;
import dev.sarraf.simulator.gateway.Merchants;
import dev.sarraf.simulator.gateway.MethodVisits;
import dev.sarraf.simulator.gateway.SealedSessions;
import dev.sarraf.simulator.local.LocalApi;
import dev.sarraf.simulator.local.LocalBook;
import dev.sarraf.simulator.local.Notifier;
import dev.sarraf.simulator.record.Journal;
import dev.sarraf.simulator.record.Keys;
import dev.sarraf.simulator.record.RecordFolder;
import dev.sarraf.simulator.web.Edge;
import dev.sarraf.simulator.web.Listener;
import dev.sarraf.simulator.web.Pause;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;

/// The running bank.
///
/// Everything it has answered for is on the disk before the answer leaves, so it may be killed at any moment and
/// started again on the same folder.
public final class Simulator implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(Simulator.class.getName());
    private static final Duration SWEEP_EVERY = Duration.ofMinutes(1);

    private final SimulatorSettings settings;
    private final Pause pause = new Pause();
    private final RecordFolder folder;
    private final Journal journal;
    private final Journal localJournal;
    private final Notifier notifier = new Notifier();
    private final SealedSessions sealedSessions;
    private final Listener listener;

    private Simulator(SimulatorSettings settings, RecordFolder folder) {
        this.settings = settings;
        this.folder = folder;
        var clock = InstantSource.system();
        var keys = Keys.of(folder);
        journal = Journal.open(folder);
        localJournal = Journal.open(folder, LocalBook.file());
        var merchants = new Merchants(journal, clock);
        sealedSessions = new SealedSessions(folder, keys.seal("card sessions"), clock);
        var sessions = new CardSessions(sealedSessions, id -> merchants.find(id).map(Merchant::now));
        var visits = new MethodVisits();
        var acsAddresses = new AcsAddresses(this::baseUrl);
        var site = new Site(
                new GatewayApi(merchants, sessions, keys.fingerprint("request bodies"), acsAddresses, visits, pause),
                new Acs(new Challenges(merchants, sessions), visits),
                new AdminApi(merchants, journal),
                new LocalApi(merchants, new LocalBook(localJournal), notifier));
        listener = Listener.start(settings.host(), settings.port(), new Edge(site::answer, Site::trouble));
        Thread.ofVirtual().name("simulator-sweep").start(() -> sweep(sessions));
    }

    private void sweep(CardSessions sessions) {
        while (!pause.awaitStop(SWEEP_EVERY)) {
            try {
                sessions.sweep();
            } catch (UncheckedIOException e) {
                LOG.log(
                        System.Logger.Level.WARNING,
                        "Lapsed card sessions could not be deleted, trying again later",
                        e);
            }
        }
    }

    /// Starts a bank on the record that its folder holds, or a new one.
    ///
    /// @throws IllegalStateException if another simulator holds the folder, or what is in it cannot be used
    public static Simulator start(SimulatorSettings settings) {
        var folder = RecordFolder.take(settings.recordDir());
        try {
            return new Simulator(settings, folder);
        } catch (RuntimeException e) {
            folder.close();
            throw e;
        }
    }

    /// The port it listens on.
    public int port() {
        return listener.port();
    }

    /// Where browsers and merchants reach it, without a slash at the end.
    public URI baseUrl() {
        return settings.publicBaseUrl().orElseGet(() -> URI.create("http://" + settings.host() + ":" + port()));
    }

    /// Stops within two seconds. Operations under way are cut off where they stand, as by a crash.
    @Override
    public void close() {
        pause.stop();
        listener.close();
        sealedSessions.close();
        journal.close();
        localJournal.close();
        notifier.close();
        folder.close();
    }
}
