/// Who may sign in: accounts and their passwords. From `/api/account` and the
/// environment, to rows of `account`.
@NullMarked
package dev.darkroom.api.account;

import org.jspecify.annotations.NullMarked;
