package dev.sarraf.page;

import dev.sarraf.errors.ErrorCode;
import dev.sarraf.errors.Reason;
import dev.sarraf.errors.Refusal;
import dev.sarraf.http.Access;
import dev.sarraf.http.Call;
import dev.sarraf.http.Response;
import dev.sarraf.http.Route;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The script, the style sheets and the icon, each under a name that changes with its content, so that a browser
/// may keep them for ever. They are compressed once, when the server starts.
public final class Assets {
    private static final Map<String, String> TYPES = Map.of(
            "page.css", "text/css; charset=utf-8",
            "reference.css", "text/css; charset=utf-8",
            "receipt.css", "text/css; charset=utf-8",
            "receiver.css", "text/css; charset=utf-8",
            "page.js", "text/javascript; charset=utf-8",
            "receiver.js", "text/javascript; charset=utf-8",
            "icon.svg", "image/svg+xml");

    private final Map<String, Asset> byName;
    private final Map<String, Asset> byAddress;

    public Assets() {
        this.byName = TYPES.entrySet().stream()
                .collect(Collectors.toUnmodifiableMap(
                        Map.Entry::getKey, entry -> load(entry.getKey(), entry.getValue())));
        this.byAddress =
                byName.values().stream().collect(Collectors.toUnmodifiableMap(Asset::address, Function.identity()));
    }

    /// The address of a file: `page.css`, `page.js`, `icon.svg`, or one that a single kind of page has.
    public String address(String name) {
        return find(name).address();
    }

    /// How many bytes a browser loads for it, compressed.
    public int compressedSize(String name) {
        return find(name).compressedSize();
    }

    Stream<Route> routes() {
        return Stream.of(Route.get("/assets/{file}", Access.PUBLIC, this::get));
    }

    private Response get(Call call) {
        var asset = byAddress.get("/assets/" + call.path("file"));
        if (asset == null) {
            throw Refusal.of(Reason.NOT_FOUND, ErrorCode.RESOURCE_MISSING, "No such file.");
        }
        return asset.answer(call);
    }

    private Asset find(String name) {
        var asset = byName.get(name);
        if (asset == null) {
            throw new IllegalStateException("bug: no asset " + name);
        }
        return asset;
    }

    private static Asset load(String name, String type) {
        try (var stream = Assets.class.getResourceAsStream(name)) {
            if (stream == null) {
                throw new IllegalStateException("bug: no resource " + name);
            }
            return Asset.kept(name, type, stream.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
