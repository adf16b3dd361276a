/// What every HTTP answer has in common: request ids, strict JSON, bounded bodies, and problems instead of
/// error pages. From Spring MVC and its failures, to `application/problem+json`.
@NullMarked
package dev.darkroom.web;

import org.jspecify.annotations.NullMarked;
