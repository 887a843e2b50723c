namespace BatchLoadTest.MockServer.Results;

/// <summary>What an answer has in places that the texts leave open.</summary>
internal enum AnswerSlot
{
    /// <summary>16 hexadecimal digits of the row's own.</summary>
    Id,

    /// <summary>When the batch was created, in seconds since 1970.</summary>
    Created,

    /// <summary>The row's model, the same in all answers of its kind.</summary>
    Model,

    /// <summary>Tokens of what was asked.</summary>
    Prompt,

    /// <summary>Tokens of what was answered.</summary>
    Completion,

    /// <summary>Of these, tokens of reasoning.</summary>
    Reasoning,

    /// <summary>Prompt and completion.</summary>
    Total,

    /// <summary>The vectors of embeddings.</summary>
    Vectors,
}
