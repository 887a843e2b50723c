namespace BatchLoadTest.Measurements;

/// <summary>A kind of request that a run measures. The values index <see cref="PerStep{T}"/>: keep them dense and from 0.</summary>
public enum Step
{
    /// <summary>Log in at the control layer (only with <c>--auth login</c>).</summary>
    Login,

    /// <summary>Create the shared API key.</summary>
    Key,

    /// <summary>Upload the data file.</summary>
    Upload,

    /// <summary>Verify the upload by its metadata.</summary>
    Metadata,

    /// <summary>Verify the upload by its content.</summary>
    Verify,

    /// <summary>Create the batch.</summary>
    Create,

    /// <summary>Ask for the batch's status.</summary>
    Poll,

    /// <summary>Cancel the batch (only with <c>--cancel</c>).</summary>
    Cancel,

    /// <summary>Have failed rows of the batch done again (only with <c>--retry-failed</c>).</summary>
    Retry,

    /// <summary>Delete the input of the running batch (only with <c>--delete-input</c>).</summary>
    Delete,

    /// <summary>
    /// Look whether a file is gone that was deleted or has expired (only with <c>--delete-input</c> or <c>--expire-files</c>).
    /// </summary>
    Gone,

    /// <summary>Read the output file while the batch runs (only with <c>--read poll</c> or <c>follow</c>).</summary>
    Read,

    /// <summary>Download the output file.</summary>
    Output,

    /// <summary>Download the error file.</summary>
    Errors,

    /// <summary>Download the output file a second time (only with <c>--read-again</c>).</summary>
    Again,

    /// <summary>Read a page of the list of batches (only with <c>--list</c>).</summary>
    ListBatches,

    /// <summary>Read a page of the list of uploaded files (only with <c>--list</c>).</summary>
    ListFiles,
}
