package dev.sarraf.page;

import dev.sarraf.http.Call;
import dev.sarraf.http.Compression;
import dev.sarraf.http.Response;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;

/// A file that everybody may have, compressed once.
///
/// @param tag a name for this content, in quotation marks
record Asset(String address, String tag, Response plain, Response compressed, int compressedSize) {
    /// Under an address that changes with its content, so that a browser may keep it for ever.
    ///
    /// @param name the file's name, into which the content's fingerprint is put
    static Asset kept(String name, String type, byte[] content) {
        int dot = name.lastIndexOf('.');
        return of(
                "/assets/" + name.substring(0, dot) + "-" + fingerprint(content) + name.substring(dot),
                type,
                content,
                "public, max-age=31536000, immutable");
    }

    /// Under an address that stays, so that whoever has it asks whether it is still the same.
    static Asset checked(String address, String type, byte[] content) {
        return of(address, type, content, "no-cache");
    }

    /// As the caller can take it; nothing of it where the caller has it already.
    Response answer(Call call) {
        boolean isKnown = call.header("if-none-match")
                .map(tags -> Arrays.stream(tags.split(",", -1))
                        .map(known -> known.strip().replaceFirst("^W/", ""))
                        .anyMatch(known -> known.equals(tag) || known.equals("*")))
                .orElse(false);
        if (isKnown) {
            return Response.notModified().with("ETag", tag).with("Vary", "Accept-Encoding");
        }
        return Compression.isAccepted(call.header("accept-encoding")) ? compressed : plain;
    }

    private static Asset of(String address, String type, byte[] content, String caching) {
        var tag = "\"" + fingerprint(content) + "\"";
        var gzip = Compression.gzip(content);
        return new Asset(
                address,
                tag,
                response(type, content, tag, caching),
                response(type, gzip, tag, caching).with("Content-Encoding", "gzip"),
                gzip.length);
    }

    private static Response response(String type, byte[] content, String tag, String caching) {
        return Response.of(200, type, content)
                .with("Cache-Control", caching)
                .with("ETag", "W/" + tag)
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
}
