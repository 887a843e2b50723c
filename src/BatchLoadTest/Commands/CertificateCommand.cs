using BatchLoadTest.Cluster;
using BatchLoadTest.Runtime;
using BatchLoadTest.Settings;
using BatchLoadTest.Terminal;
using BatchLoadTest.Workers;

namespace BatchLoadTest.Commands;

/// <summary>The <c>certificate</c> command: makes what a master and its workers know each other by.</summary>
internal static class CertificateCommand
{
    private const string Program = ProgramInfo.Name;

    private const string Head = $"""
        Makes the certificate that a master and its workers share, with its key.

        Usage:
          {Program} certificate FILE

        Give the file to all of them by --cluster-certificate; who has it can join.
        """;

    private const string Examples = $"""
        Examples:
         {Program} certificate cluster.pem
         {Program} --master --cluster-certificate cluster.pem -H https://x.example
        """;

    private static readonly KeyValuePair<int, string>[] Meanings =
    [
        new(Runtime.ExitCodes.Success, "written"),
        new(Runtime.ExitCodes.WrongUsage, "wrong usage, or there is such a file already"),
        new(Runtime.ExitCodes.InternalError, "internal error"),
    ];

    /// <summary>All that there is to say of it.</summary>
    public static CommandDefinition<string> Definition { get; } =
        new()
        {
            Kind = CommandKinds.Certificate,
            Name = "certificate",
            Head = Head,
            Examples = Examples,
            ExitCodes = Meanings,
            Operands = ["FILE"],
            Load = (reader, files, _) => reader.Operands.Count > 0 ? files.FullPath(reader.Operands[0]) : "",
            Run = (path, _) => RunAsync(path, TerminalOutput.OfThisProcess()),
        };

    private static async Task<int> RunAsync(string path, TerminalOutput terminal)
    {
        try
        {
            ClusterTransports.MakeCertificate(path);
            await terminal.Out.WriteLineAsync(path);
            return Runtime.ExitCodes.Success;
        }
        catch (ClusterException exception)
        {
            await terminal.Error.WriteLineAsync($"error: {exception.Message}");
            return Runtime.ExitCodes.WrongUsage;
        }
    }
}
