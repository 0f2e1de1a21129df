package dev.sarraf.cli;

import dev.sarraf.merchants.Permission;
import dev.sarraf.merchants.Permission.Subject;
import java.util.Arrays;
import java.util.stream.Collectors;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/// Reads a permission by its name in the API, in either case: `REFUNDS_WRITE`.
final class PermissionText implements ITypeConverter<Permission> {
    @Override
    public Permission convert(String text) {
        return Permission.parse(text)
                .orElseThrow(() -> new TypeConversionException("a permission is one of these with _READ or _WRITE: "
                        + Arrays.stream(Subject.values()).map(Enum::name).collect(Collectors.joining(", "))));
    }
}
