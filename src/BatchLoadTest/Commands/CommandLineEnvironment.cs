using Microsoft.Extensions.Configuration;

namespace BatchLoadTest.Commands;

/// <summary>The world around a command line.</summary>
public sealed record CommandLineEnvironment
{
    /// <summary>The environment's variables.</summary>
    public required IConfiguration Variables { get; init; }

    /// <summary>The environment as the system has it, with names in either case.</summary>
    public Func<string, string?> Variable { get; init; } = static _ => null;

    /// <summary>Standard output.</summary>
    public required TextWriter Output { get; init; }

    /// <summary>Standard error.</summary>
    public required TextWriter Error { get; init; }

    /// <summary>Where relative paths begin.</summary>
    public required string WorkingDirectory { get; init; }

    /// <summary>Where the files that come with the program lie.</summary>
    public required string ProgramDirectory { get; init; }

    /// <summary>This process's own; null where its working directory is gone.</summary>
    public static CommandLineEnvironment? OfProcess()
    {
        string workingDirectory;
        try
        {
            workingDirectory = Environment.CurrentDirectory;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }

        return new()
        {
            Variables = new ConfigurationBuilder().AddEnvironmentVariables().Build(),
            Variable = Environment.GetEnvironmentVariable,
            Output = Console.Out,
            Error = Console.Error,
            WorkingDirectory = workingDirectory,
            ProgramDirectory = AppContext.BaseDirectory,
        };
    }
}
