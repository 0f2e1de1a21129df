package dev.sarraf.page;

import dev.sarraf.errors.ErrorCode;
import dev.sarraf.errors.Reason;
import dev.sarraf.errors.Refusal;
import dev.sarraf.http.Access;
import dev.sarraf.http.Call;
import dev.sarraf.http.Response;
import dev.sarraf.http.Route;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;

/// The script, the style sheet and the icon, each under a name that changes with its content, so that a browser
/// may keep them for ever. They are compressed once, when the server starts.
public final class Assets {
    private static final Map<String, String> TYPES = Map.of(
            "page.css", "text/css; charset=utf-8",
            "page.js", "text/javascript; charset=utf-8",
            "icon.svg", "image/svg+xml");

    private record Asset(String name, String address, Response plain, Response compressed, int compressedSize) {}

    private final Map<String, Asset> byName;
    private final Map<String, Asset> byAddress;

    public Assets() {
        this.byName = TYPES.entrySet().stream()
                .map(entry -> load(entry.getKey(), entry.getValue()))
                .collect(Collectors.toUnmodifiableMap(Asset::name, asset -> asset));
        this.byAddress = byName.values().stream().collect(Collectors.toUnmodifiableMap(Asset::address, asset -> asset));
    }

    /// The address of `page.css`, `page.js` or `icon.svg`.
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
        boolean compressed = call.header("accept-encoding")
                .map(accepted -> Arrays.stream(accepted.split(","))
                        .anyMatch(coding -> coding.strip().equals("gzip")))
                .orElse(false);
        return compressed ? asset.compressed() : asset.plain();
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
            var plain = stream.readAllBytes();
            int dot = name.lastIndexOf('.');
            var address = "/assets/" + name.substring(0, dot) + "-" + fingerprint(plain) + name.substring(dot);
            var compressed = compress(plain);
            return new Asset(
                    name,
                    address,
                    response(type, plain),
                    response(type, compressed).with("Content-Encoding", "gzip"),
                    compressed.length);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Response response(String type, byte[] content) {
        return Response.of(200, type, content)
                .with("Cache-Control", "public, max-age=31536000, immutable")
                .with("Vary", "Accept-Encoding");
    }

    /// 64 bits of the content's hash: enough to tell versions of one file apart.
    private static String fingerprint(byte[] content) {
        try {
            var hash = MessageDigest.getInstance("SHA-256").digest(content);
            return HexFormat.of().formatHex(hash, 0, 8);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("bug: every JDK has SHA-256", e);
        }
    }

    private static byte[] compress(byte[] plain) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(bytes)) {
            gzip.write(plain);
        }
        return bytes.toByteArray();
    }
}
