package io.github.snaplabel.cli;

import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Reports a wrong command line in one line, and how to get help, which is longer. */
final class UsageErrorReporter implements IParameterExceptionHandler {
  @Override
  public int handleParseException(ParameterException failure, String[] arguments) {
    CommandLine command = failure.getCommandLine();
    PrintWriter errors = command.getErr();
    if (arguments.length == 0) {
      command.usage(errors);
    } else {
      FailureReporter.print(errors, String.valueOf(failure.getMessage()));
      UnmatchedArgumentException.printSuggestions(failure, errors);
      errors.printf("Try '%s --help'.%n", command.getCommandSpec().qualifiedName());
    }
    errors.flush();
    return command.getCommandSpec().exitCodeOnInvalidInput();
  }
}
