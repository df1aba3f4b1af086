"""Single changes to a passage that an editor might try, before anyone has judged them."""
