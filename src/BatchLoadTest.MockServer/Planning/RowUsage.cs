using System.Runtime.InteropServices;

namespace BatchLoadTest.MockServer.Planning;

/// <summary>What the answer to a row says that it used, in tokens.</summary>
/// <param name="Prompt">Of what was asked.</param>
/// <param name="Completion">Of what was answered, those of reasoning included.</param>
/// <param name="Reasoning">Of these, what was thought and is not in the answer.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct RowUsage(int Prompt, int Completion, int Reasoning)
{
    public int Total => Prompt + Completion;
}
