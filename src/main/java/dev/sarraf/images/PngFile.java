package dev.sarraf.images;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Set;

/// A PNG file, cut down to what the picture needs.
///
/// The chunks that go are texts, profiles and animations. Some are compressed and grow a thousandfold, and the decoder
/// unpacks them whether anybody wants them or not.
final class PngFile {
    private static final int SIGNATURE = 8;

    /// Its length, its name and its checksum.
    private static final int AROUND = 12;

    private static final Set<String> NEEDED = Set.of("IHDR", "PLTE", "tRNS", "IDAT", "IEND");

    private PngFile() {}

    static byte[] essential(byte[] file) throws IOException {
        var kept = new ByteArrayOutputStream(file.length);
        kept.write(file, 0, SIGNATURE);
        int at = SIGNATURE;
        boolean ended = false;
        while (!ended) {
            if (file.length - at < AROUND) {
                throw new IOException("a PNG ends too early");
            }
            int length = ByteBuffer.wrap(file).getInt(at);
            if (length < 0 || length > file.length - at - AROUND) {
                throw new IOException("a PNG has a chunk that does not end");
            }
            var name = new String(file, at + 4, 4, StandardCharsets.ISO_8859_1);
            if (NEEDED.contains(name)) {
                kept.write(file, at, AROUND + length);
            }
            ended = name.equals("IEND");
            at += AROUND + length;
        }
        return kept.toByteArray();
    }
}
