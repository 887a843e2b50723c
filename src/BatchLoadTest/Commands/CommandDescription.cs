using BatchLoadTest.Settings;

namespace BatchLoadTest.Commands;

/// <summary>What a command is called and what help says of it.</summary>
/// <param name="Kind">Which one.</param>
/// <param name="Name">What is typed.</param>
/// <param name="Head">The beginning of its help.</param>
/// <param name="Examples">The end of its help.</param>
/// <param name="ExitCodes">What its exit codes mean, in their order.</param>
/// <param name="Operands">Names of the arguments that are no options; the last may be repeated if it ends in dots.</param>
internal sealed record CommandDescription(
    CommandKinds Kind,
    string Name,
    string Head,
    string Examples,
    IReadOnlyList<KeyValuePair<int, string>> ExitCodes,
    params IReadOnlyList<string> Operands
)
{
    /// <summary>Whether any number of operands may follow the last named one.</summary>
    public bool TakesMoreOperands => Operands is [.., var last] && last.EndsWith('…');
}
