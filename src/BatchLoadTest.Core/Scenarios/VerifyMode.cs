namespace BatchLoadTest.Scenarios;

/// <summary>How the verify step looks at the uploaded file.</summary>
public enum VerifyMode
{
    /// <summary>One of the two below, half and half, as the predecessor did.</summary>
    Random,

    /// <summary>The file's metadata.</summary>
    Metadata,

    /// <summary>The file's content, parsed and compared with what was uploaded.</summary>
    Content,

    /// <summary>Metadata, then content.</summary>
    Both,
}
