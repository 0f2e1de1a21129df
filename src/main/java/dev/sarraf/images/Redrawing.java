package dev.sarraf.images;

import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Optional;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.MemoryCacheImageInputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/// Draws a picture anew from a file that a stranger has sent, so that nothing of the file is served but what it shows:
/// no metadata, no second meaning for another program. What is large becomes small.
///
/// The size is read from the header before anything is unpacked. It takes some 40 MiB at most, so one at a time is
/// enough.
final class Redrawing {
    /// Of the picture that is served: more than any page shows, on the sharpest of screens.
    static final int LONGEST_SIDE = 512;

    /// Of the file. A phone takes pictures of 4,080 x 3,060.
    private static final int LONGEST_SIDE_READ = 8_192;

    private static final long MOST_PIXELS_READ = 16L * 1024 * 1024;

    private static final float JPEG_QUALITY = 0.85f;

    private Redrawing() {}

    static Fetched of(byte[] file) {
        var format = Format.of(file);
        if (format.isEmpty()) {
            return new Fetched.Nothing(Trouble.NOT_AN_IMAGE);
        }
        try {
            return switch (format.get()) {
                case WEBP -> WebpFile.read(file);
                case PNG -> redrawn(Format.PNG, PngFile.essential(file), Format.PNG);
                case GIF -> redrawn(Format.GIF, file, Format.PNG);
                case JPEG -> redrawn(Format.JPEG, file, Format.JPEG);
            };
        } catch (IOException | RuntimeException _) {
            // Decoders meet what they do not expect with exceptions of all kinds.
            return new Fetched.Nothing(Trouble.UNREADABLE);
        }
    }

    private static Fetched redrawn(Format format, byte[] file, Format target) throws IOException {
        ImageReader reader = ImageIO.getImageReadersByFormatName(format.name()).next();
        try {
            reader.setInput(new MemoryCacheImageInputStream(new ByteArrayInputStream(file)), false, true);
            int width = reader.getWidth(0);
            int height = reader.getHeight(0);
            if (width > LONGEST_SIDE_READ || height > LONGEST_SIDE_READ || (long) width * height > MOST_PIXELS_READ) {
                return new Fetched.Nothing(Trouble.TOO_MANY_PIXELS);
            }
            // Leaves out rows and columns while reading, down to twice the size; the rest is averaged.
            int step = Math.max(1, Math.max(width, height) / (2 * LONGEST_SIDE));
            var param = reader.getDefaultReadParam();
            param.setSourceSubsampling(step, step, 0, 0);
            var drawn = scaled(reader.read(0, param), target == Format.JPEG);
            if (format == Format.JPEG) {
                drawn = Orientation.of(file).upright(drawn);
            }
            return new Picture(target, drawn.getWidth(), drawn.getHeight(), encoded(drawn, target));
        } finally {
            reader.dispose();
        }
    }

    private static BufferedImage scaled(BufferedImage source, boolean opaque) {
        int longest = Math.max(source.getWidth(), source.getHeight());
        int most = Math.min(longest, LONGEST_SIDE);
        int width = Math.max(1, source.getWidth() * most / longest);
        int height = Math.max(1, source.getHeight() * most / longest);
        var target =
                new BufferedImage(width, height, opaque ? BufferedImage.TYPE_INT_RGB : BufferedImage.TYPE_INT_ARGB);
        for (int y = 0; y < height; y++) {
            int from = (int) ((long) y * source.getHeight() / height);
            int until = Math.max(from + 1, (int) ((long) (y + 1) * source.getHeight() / height));
            target.setRGB(0, y, width, 1, averaged(source, from, until, width), 0, width);
        }
        return target;
    }

    /// One row out of some, each pixel the mean of those it stands for, weighed by how opaque they are.
    private static int[] averaged(BufferedImage source, int from, int until, int width) {
        var sums = new long[width][5];
        for (int y = from; y < until; y++) {
            var row = row(source, y);
            for (int x = 0; x < width; x++) {
                int first = (int) ((long) x * row.length / width);
                int last = Math.max(first + 1, (int) ((long) (x + 1) * row.length / width));
                for (int i = first; i < last; i++) {
                    add(sums[x], row[i]);
                }
            }
        }
        var mixed = new int[width];
        for (int x = 0; x < width; x++) {
            mixed[x] = mixed(sums[x]);
        }
        return mixed;
    }

    private static void add(long[] sums, int argb) {
        long alpha = (argb >> 24) & 0xff;
        sums[0] += alpha;
        sums[1] += alpha * ((argb >> 16) & 0xff);
        sums[2] += alpha * ((argb >> 8) & 0xff);
        sums[3] += alpha * (argb & 0xff);
        sums[4]++;
    }

    private static int mixed(long[] sums) {
        long alpha = sums[0];
        if (alpha == 0) {
            return 0;
        }
        int argb = (int) (alpha / sums[4]) << 24;
        return argb | (int) (sums[1] / alpha) << 16 | (int) (sums[2] / alpha) << 8 | (int) (sums[3] / alpha);
    }

    /// As sRGB. Gray is taken as it stands: the library would take it for light that is measured, and brighten it.
    private static int[] row(BufferedImage source, int y) {
        int width = source.getWidth();
        var model = source.getColorModel();
        boolean isGray = model.getColorSpace().getType() == ColorSpace.TYPE_GRAY && !(model instanceof IndexColorModel);
        if (!isGray) {
            return source.getRGB(0, y, width, 1, null, 0, width);
        }
        int shift = model.getComponentSize(0) - 8;
        var gray = source.getRaster().getSamples(0, y, width, 1, 0, (int[]) null);
        var alpha = model.hasAlpha()
                ? Optional.of(source.getRaster().getSamples(0, y, width, 1, 1, (int[]) null))
                : Optional.<int[]>empty();
        var row = new int[width];
        for (int x = 0; x < width; x++) {
            int level = gray[x] >> shift;
            int opacity = alpha.isPresent() ? alpha.get()[x] >> shift : 0xff;
            row[x] = opacity << 24 | level << 16 | level << 8 | level;
        }
        return row;
    }

    private static byte[] encoded(BufferedImage image, Format format) throws IOException {
        ImageWriter writer = ImageIO.getImageWritersByFormatName(format.name()).next();
        var bytes = new ByteArrayOutputStream();
        try (var output = new MemoryCacheImageOutputStream(bytes)) {
            writer.setOutput(output);
            var param = writer.getDefaultWriteParam();
            if (format == Format.JPEG) {
                param.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
                param.setCompressionQuality(JPEG_QUALITY);
            }
            writer.write(null, new IIOImage(image, null, null), param);
        } finally {
            writer.dispose();
        }
        return bytes.toByteArray();
    }
}
