using System.Runtime.InteropServices;
using BatchLoadTest.MockServer.Planning;

namespace BatchLoadTest.MockServer.Results;

/// <summary>What is a row's own in the body of its answer.</summary>
/// <param name="Id">What its ids are made of.</param>
/// <param name="Created">When its batch was created, in seconds since 1970.</param>
/// <param name="Usage">What it used; nothing where the answer does not say it.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct RowAnswer(ulong Id, long Created, RowUsage Usage)
{
    /// <summary>The number in a place.</summary>
    public long In(AnswerSlot slot) =>
        slot switch
        {
            AnswerSlot.Created => Created,
            AnswerSlot.Prompt => Usage.Prompt,
            AnswerSlot.Completion => Usage.Completion,
            AnswerSlot.Reasoning => Usage.Reasoning,
            _ => Usage.Total,
        };
}
