namespace BatchLoadTest.Measurements;

/// <summary>A list that a service has. The values index arrays: keep them dense and from 0.</summary>
public enum ListKind
{
    /// <summary>Of its batches.</summary>
    Batches,

    /// <summary>Of uploaded files.</summary>
    Files,
}
