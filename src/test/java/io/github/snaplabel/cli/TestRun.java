package io.github.snaplabel.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestPlan;

/**
 * Prepares each JVM of the tests before its first test: prints what will be skipped, and writes to
 * a file what native code prints to standard error, such as libjpeg's warnings about the damaged
 * pictures of the tests. Java's own {@code System.err} is not affected.
 */
public final class TestRun implements TestExecutionListener {
  private static final AtomicBoolean STARTED = new AtomicBoolean();
  private static final int STANDARD_ERROR = 2;
  private static final int MODE = 0644;

  @Override
  public void testPlanExecutionStarted(TestPlan plan) {
    if (!STARTED.compareAndSet(false, true)) {
      return;
    }
    String file = System.getenv("NATIVE_WARNINGS");
    if (file != null) {
      redirectStandardError(Path.of(file));
    }
    // Maven runs tests in several JVMs; the first speaks for all.
    List<String> missing = Needs.missing();
    if ("jvm-1".equals(System.getenv("TEST_JVM")) && !missing.isEmpty()) {
      System.out.println("Skipped on this machine:\n  " + String.join("\n  ", missing));
    }
  }

  /** Replaces the file descriptor, as a shell's {@code 2>file} does; does nothing on Windows. */
  @SuppressWarnings("restricted")
  private static void redirectStandardError(Path file) {
    Linker linker = Linker.nativeLinker();
    MemorySegment creat = linker.defaultLookup().find("creat").orElse(MemorySegment.NULL);
    MemorySegment dup2 = linker.defaultLookup().find("dup2").orElse(MemorySegment.NULL);
    if (creat.equals(MemorySegment.NULL) || dup2.equals(MemorySegment.NULL)) {
      return;
    }
    FunctionDescriptor ofPath =
        FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.JAVA_INT);
    FunctionDescriptor ofTwo =
        FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.JAVA_INT);
    MethodHandle create = linker.downcallHandle(creat, ofPath);
    MethodHandle duplicate = linker.downcallHandle(dup2, ofTwo);
    try (Arena arena = Arena.ofConfined()) {
      Files.createDirectories(file.toAbsolutePath().getParent());
      int opened = (int) create.invokeExact(arena.allocateFrom(file.toString()), MODE);
      if (opened < 0 || (int) duplicate.invokeExact(opened, STANDARD_ERROR) < 0) {
        throw new IOException("cannot redirect standard error to " + file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }
}
