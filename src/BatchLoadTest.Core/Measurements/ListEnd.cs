namespace BatchLoadTest.Measurements;

/// <summary>How a walk through a list ended. The values index arrays: keep them dense and from 0.</summary>
public enum ListEnd
{
    /// <summary>The service said that there is no more.</summary>
    Complete,

    /// <summary>A page was not answered as it should be: what is not in the list nobody knows.</summary>
    Failed,

    /// <summary>The service says that the list goes on, and sends nothing new.</summary>
    Endless,

    /// <summary>The end of the run cut it off, or this machine: it is not judged.</summary>
    CutOff,
}
