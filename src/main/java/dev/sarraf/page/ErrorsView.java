package dev.sarraf.page;

import dev.sarraf.errors.ErrorCode;
import java.util.List;

/// Every error code with its meaning, each an anchor of its own.
public record ErrorsView(Frame frame, List<ErrorCode> codes) {}
