namespace BatchLoadTest.Measurements;

/// <summary>
/// What uploads asked for, in numbers. Those of several uploads, seconds and processes of a run add up to those of all of
/// them: <see cref="Plus"/>.
/// </summary>
public readonly record struct PromptCounts
{
    /// <summary>Uploads.</summary>
    public long Uploads { get; init; }

    /// <summary>Their rows.</summary>
    public long Rows { get; init; }

    /// <summary>Of these, rows whose prompt no other row of the run has.</summary>
    public long Own { get; init; }

    /// <summary>Different prompts among the other rows: of one file, which every upload repeats.</summary>
    public long Repeated { get; init; }

    /// <summary>Tokens of all prompts: estimated, as only the model's own tokenizer knows them.</summary>
    public long Tokens { get; init; }

    /// <summary>Rows whose prompt begins with one of the common prefixes.</summary>
    public long Prefixed { get; init; }

    /// <summary>
    /// Whether a prompt may be among them twice: runs of the same seed that were merged, or several classes that repeat files.
    /// </summary>
    public bool MayRepeat { get; init; }

    /// <summary>Different prompts; null where that is not known.</summary>
    public long? Distinct => MayRepeat ? null : Own + Repeated;

    /// <summary>These and those.</summary>
    public PromptCounts Plus(in PromptCounts other) =>
        new()
        {
            Uploads = Uploads + other.Uploads,
            Rows = Rows + other.Rows,
            Own = Own + other.Own,
            Repeated = Math.Max(Repeated, other.Repeated),
            Tokens = Tokens + other.Tokens,
            Prefixed = Prefixed + other.Prefixed,
            MayRepeat = MayRepeat || other.MayRepeat,
        };
}
