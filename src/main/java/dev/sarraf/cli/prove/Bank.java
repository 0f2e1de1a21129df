package dev.sarraf.cli.prove;

import dev.sarraf.db.CannotStart;
import dev.sarraf.http.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The simulated bank in a process of its own: it remembers what it did, whatever happens to the servers.
final class Bank implements AutoCloseable {
    private final Child process;
    private final URI address;
    private final Wire wire;
    private final BankRecord record;
    private final Web web = new Web();

    private Bank(Child process, URI address, Path recordFile) {
        this.process = process;
        this.address = address;
        this.wire = Wire.to(address);
        this.record = new BankRecord(recordFile);
    }

    /// Starts it with an empty record in a folder of its own.
    static Bank start(Program program, Path folder) throws InterruptedException {
        try {
            Files.createDirectory(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        int port = Child.freePort();
        var words = List.of("simulator", "--port", Integer.toString(port), "--record-dir", "record");
        var process = Child.start(program.command(Optional.empty(), words), folder, Map.of());
        var address = URI.create("http://127.0.0.1:" + port);
        try (var web = new Web()) {
            process.awaitReady(web, address.resolve("/simulator/healthz"));
            return new Bank(process, address, folder.resolve("record/record.jsonl"));
        } catch (RuntimeException | InterruptedException e) {
            process.close();
            throw e;
        }
    }

    /// Where servers reach it.
    URI url() {
        return wire.url();
    }

    /// The movements of a merchant's money that it has carried out.
    Set<Movement> movements(String merchant) {
        return record.of(merchant);
    }

    /// The transactions of a merchant's that it called failed before it learned better.
    Set<String> overturned(String merchant) {
        return record.overturned(merchant);
    }

    /// Has the next calls of a merchant go wrong, instead of whatever was asked for before.
    void faults(String merchant, List<Fault> faults) throws InterruptedException {
        var authorization = wire.credentials(merchant)
                .orElseThrow(() -> new IllegalStateException("bug: " + merchant + " has not been at the bank yet"));
        var json = Json.object();
        var list = json.putArray("faults");
        faults.forEach(fault -> list.add(fault.json()));
        var answer = web.send(HttpRequest.newBuilder(address.resolve("/simulator/merchants/" + merchant + "/faults"))
                .header("Authorization", authorization)
                .header("Content-Type", "application/json")
                .PUT(BodyPublishers.ofString(Json.write(json))));
        if (answer.status() != 200) {
            throw new CannotStart("the bank does not take faults: " + answer.body());
        }
    }

    /// Nothing goes wrong any more.
    void calm(String merchant) throws InterruptedException {
        faults(merchant, List.of());
    }

    @Override
    public void close() {
        web.close();
        wire.close();
        process.close();
    }
}
