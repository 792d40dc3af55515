namespace Haggle.Core.People;

/// <summary>Credentials that were checked a moment ago and are not looked up again with every request.</summary>
public interface IKnownCallers
{
    /// <summary>The person changed or signed out: looked up anew from now on, at once on this node, within five seconds on others.</summary>
    /// <remarks>Call it after the commit.</remarks>
    void Forget(PersonId person);
}
