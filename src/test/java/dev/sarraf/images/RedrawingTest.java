package dev.sarraf.images;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sarraf.testing.Pictures;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RedrawingTest {
    @Test
    void a_large_picture_becomes_small_and_keeps_its_shape_and_colors() throws Exception {
        var picture = picture(Pictures.png(1_600, 400));

        assertThat(picture.format()).isEqualTo(Format.PNG);
        assertThat(picture.width()).isEqualTo(512);
        assertThat(picture.height()).isEqualTo(128);
        var drawn = drawn(picture);
        assertThat(drawn.getRGB(10, 64)).isEqualTo(0xffff0000);
        assertThat(drawn.getRGB(500, 64)).isEqualTo(0xff0000ff);
    }

    @Test
    void a_small_picture_keeps_its_size() {
        var picture = picture(Pictures.png(48, 30));

        assertThat(picture.width()).isEqualTo(48);
        assertThat(picture.height()).isEqualTo(30);
    }

    @Test
    void a_line_that_is_one_pixel_high_stays_one() {
        assertThat(picture(Pictures.png(5_000, 1)).height()).isEqualTo(1);
    }

    @Test
    void a_jpeg_stays_a_jpeg_and_a_gif_becomes_a_png() {
        assertThat(picture(Pictures.jpeg(3_000, 2_000)).format()).isEqualTo(Format.JPEG);
        assertThat(picture(Pictures.jpeg(3_000, 2_000)).height()).isEqualTo(341);
        assertThat(picture(Pictures.gif(40, 40)).format()).isEqualTo(Format.PNG);
    }

    @Test
    void gray_is_no_lighter_than_before() throws Exception {
        var gray = new BufferedImage(4, 4, BufferedImage.TYPE_BYTE_GRAY);
        for (int i = 0; i < 16; i++) {
            gray.getRaster().setSample(i % 4, i / 4, 0, 100);
        }

        assertThat(drawn(picture(file(gray))).getRGB(1, 1) & 0xff).isEqualTo(100);
    }

    /// Red on the left lies on top once the picture is turned by a quarter to the right.
    @Test
    void a_photo_is_shown_as_the_camera_was_held() throws Exception {
        var picture = picture(Pictures.turned(Pictures.jpeg(60, 40), 6));

        assertThat(picture.width()).isEqualTo(40);
        assertThat(picture.height()).isEqualTo(60);
        assertThat(drawn(picture).getRGB(20, 5) & 0xff).isLessThan(60);
        assertThat(drawn(picture).getRGB(20, 55) & 0xff).isGreaterThan(200);
        assertThat(text(picture.content())).doesNotContain("Exif");
    }

    @Test
    void what_is_see_through_stays_so() throws Exception {
        var image = new BufferedImage(2_000, 2_000, BufferedImage.TYPE_INT_ARGB);
        image.setRGB(0, 0, 0xff00ff00);

        var drawn = drawn(picture(file(image)));

        assertThat(drawn.getRGB(300, 300) >>> 24).isZero();
    }

    @Test
    void a_webp_keeps_its_picture_and_nothing_else() {
        var picture = picture(Pictures.webp());

        assertThat(picture.format()).isEqualTo(Format.WEBP);
        assertThat(picture.width()).isEqualTo(1);
        assertThat(text(picture.content())).startsWith("RIFF").contains("VP8 ").doesNotContain("EXIF", "30.0");
        assertThat(picture.content()).hasSize(Pictures.webp().length - 16);
    }

    /// The script stands where the file's comments are, or behind its end.
    @Test
    void a_picture_that_is_a_script_too_is_a_picture_only() {
        var script = "/*'\"--></script><script>alert(1)</script>".getBytes(StandardCharsets.ISO_8859_1);

        for (var file : new byte[][] {Pictures.png(9, 9), Pictures.jpeg(9, 9), Pictures.gif(9, 9)}) {
            assertThat(text(picture(Pictures.joined(file, script)).content())).doesNotContain("alert");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "hello",
                "<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>",
                "<!doctype html><title>404</title>",
                "BM6\u0000\u0000\u0000",
                "II*\u0000",
                "%PDF-1.7",
                "RIFF\u0004\u0000\u0000\u0000WAVE",
                "\u0000\u0000\u0000 ftypavif",
            })
    void what_is_of_no_kind_that_is_taken_is_no_image(String file) {
        assertThat(trouble(file.getBytes(StandardCharsets.ISO_8859_1))).isEqualTo(Trouble.NOT_AN_IMAGE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GIF89a/*\u0000\u0000=1;alert(1)//",
                "\u0089PNG\r\n\u001a\n",
                "\u0089PNG\r\n\u001a\n\u007f\u00ff\u00ff\u00ffIHDR",
                "\u00ff\u00d8\u00ff\u00e0<script>",
                "RIFF\u0004\u0000\u0000\u0000WEBP",
                "RIFF\u0010\u0000\u0000\u0000WEBPVP8 \u00ff\u00ff\u00ff\u007f",
            })
    void what_only_begins_as_a_picture_cannot_be_read(String file) {
        assertThat(trouble(file.getBytes(StandardCharsets.ISO_8859_1))).isEqualTo(Trouble.UNREADABLE);
    }

    @Test
    void a_picture_of_too_many_pixels_is_refused_by_its_header() {
        assertThat(trouble(Pictures.pngOfSize(50_000, 50_000))).isEqualTo(Trouble.TOO_MANY_PIXELS);
        assertThat(trouble(Pictures.pngOfSize(5_000, 5_000))).isEqualTo(Trouble.TOO_MANY_PIXELS);
        assertThat(trouble(Pictures.pngOfSize(8_193, 1))).isEqualTo(Trouble.TOO_MANY_PIXELS);
    }

    /// To more than there is memory for.
    @Test
    void a_text_that_unpacks_to_much_is_never_unpacked() {
        var file = Pictures.pngWithText(600_000_000);

        assertThat(file).hasSizeLessThan(2 * 1024 * 1024);
        assertThat(picture(file).width()).isEqualTo(4);
    }

    /// Whatever comes is a picture or a reason, and never an exception.
    @Test
    void damage_anywhere_ends_in_a_picture_or_a_reason() {
        var random = new Random(7);
        for (var file : new byte[][] {
            Pictures.png(40, 30), Pictures.turned(Pictures.jpeg(40, 30), 3), Pictures.gif(40, 30), Pictures.webp()
        }) {
            for (int i = 0; i < 300; i++) {
                var damaged = file.clone();
                for (int hit = 0; hit <= i % 4; hit++) {
                    damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
                }
                assertThat(Redrawing.of(damaged)).isNotNull();
                assertThat(Redrawing.of(Arrays.copyOf(file, random.nextInt(file.length))))
                        .isNotNull();
            }
        }
    }

    private static Picture picture(byte[] file) {
        return switch (Redrawing.of(file)) {
            case Picture picture -> picture;
            case Fetched.Nothing(var trouble) -> throw new AssertionError("no picture: " + trouble);
        };
    }

    private static Trouble trouble(byte[] file) {
        return switch (Redrawing.of(file)) {
            case Picture _ -> throw new AssertionError("a picture");
            case Fetched.Nothing(var trouble) -> trouble;
        };
    }

    private static BufferedImage drawn(Picture picture) throws IOException {
        return ImageIO.read(new ByteArrayInputStream(picture.content()));
    }

    private static byte[] file(BufferedImage image) throws IOException {
        var bytes = new ByteArrayOutputStream();
        ImageIO.write(image, "png", bytes);
        return bytes.toByteArray();
    }

    private static String text(byte[] content) {
        return new String(content, StandardCharsets.ISO_8859_1);
    }
}
