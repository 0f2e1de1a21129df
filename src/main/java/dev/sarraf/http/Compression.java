package dev.sarraf.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;

/// Makes pages small for clients that can take them so: a page on a slow line is mostly waiting for its bytes.
///
/// A page repeats nothing that another site could choose, so its length tells nobody what is in it.
public final class Compression {
    /// What fits into one packet arrives no sooner when it is smaller.
    private static final int WORTH_IT = 1_024;

    private Compression() {}

    /// Whether an `Accept-Encoding` names gzip.
    public static boolean isAccepted(Optional<String> acceptEncoding) {
        return acceptEncoding.stream()
                .flatMap(accepted -> Arrays.stream(accepted.split(",", -1)))
                .map(coding -> coding.replace(" ", ""))
                .anyMatch(coding -> coding.equals("gzip") || (coding.startsWith("gzip;q=") && !isNever(coding)));
    }

    private static boolean isNever(String coding) {
        return coding.matches("gzip;q=0(\\.0*)?");
    }

    /// The answer as this client can take it.
    static Response of(Response answer, Optional<String> acceptEncoding) {
        var headers = answer.headers();
        boolean page = headers.getOrDefault("Content-Type", "").startsWith("text/html");
        if (!page || headers.containsKey("Content-Encoding") || answer.body().length < WORTH_IT) {
            return answer;
        }
        var varying = answer.with("Vary", "Accept-Encoding");
        return isAccepted(acceptEncoding)
                ? varying.with("Content-Encoding", "gzip").withBody(gzip(answer.body()))
                : varying;
    }

    /// These bytes, compressed.
    public static byte[] gzip(byte[] plain) {
        var bytes = new ByteArrayOutputStream(plain.length / 2);
        try (var gzip = new GZIPOutputStream(bytes)) {
            gzip.write(plain);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }
}
